import { lockContract } from '#billing/actions/move_period'
import { tellOfPeriod } from '#billing/actions/tell_of_period'
import { PeriodStepNotAllowed, QuestionAnswered } from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import PeriodQuestion from '#billing/models/period_question'
import { partsOfLine } from '#billing/queries/explain_charge'
import { periodBill } from '#billing/queries/period_bill'
import { periodOfMonth } from '#contracts/queries/billing_cycle'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { errors } from '@adonisjs/lucid'

type Ask = {
  actor: Actor
  personId: number
  contractId: number
  /** `YYYY-MM` in which the period begins. */
  month: string
  /** Of the line, as the period's page shows it. */
  position: number
  /** A piece of work of the line; null is the line itself. */
  entryId: number | null
  question: string
}

type Answer = { actor: Actor; personId: number; questionId: number; answer: string }

/** What a client asks about lines while a period is theirs to approve, and what is answered (§7.6). */
export const periodQuestions = {
  /** Throws PeriodStepNotAllowed unless the client reviews the period; a line unknown to it is not found. */
  async ask({ actor, contractId, month, position, ...asked }: Ask): Promise<PeriodQuestion> {
    return inTransaction(async (trx) => {
      const contract = await lockContract(trx, contractId)
      const { startsOn } = periodOfMonth(month, contract)
      const period = await BillingPeriod.query({ client: trx })
        .where({ contractId, startsOn, state: 'client_review' })
        .first()
      if (!period) throw new PeriodStepNotAllowed()
      const bill = await periodBill(trx, contract, month)
      const line = bill.charge.lines[position]
      const { entryId, personId, question } = asked
      const isKnown =
        entryId === null ||
        partsOfLine(bill, position).parts.some((part) => part.entryId === entryId)
      if (!line || !isKnown) throw new errors.E_ROW_NOT_FOUND()
      const created = await PeriodQuestion.create(
        {
          ...{ billingPeriodId: period.id, organisationId: period.organisationId, question },
          ...{ lineKind: line.kind, ruleKey: line.ruleKey, timeEntryId: entryId },
          askedById: personId,
        },
        { client: trx }
      )
      await recordAudit(trx, {
        ...{ actor, subjectType: 'period_question', subjectId: created.id },
        ...{ organisationId: period.organisationId, action: 'period_question.asked' },
        changes: [{ field: 'clientQuestion', before: null, after: question }],
      })
      await tellOfPeriod(trx, { contract, period, event: 'question_asked', to: 'provider' })
      return created
    })
  },

  /** Throws QuestionAnswered when somebody else was quicker. */
  async answer({ actor, personId, questionId, answer }: Answer): Promise<PeriodQuestion> {
    return inTransaction(async (trx) => {
      const question = await PeriodQuestion.query({ client: trx })
        .where('id', questionId)
        .forUpdate()
        .preload('billingPeriod', (period) => void period.preload('contract'))
        .firstOrFail()
      if (question.answeredAt !== null) throw new QuestionAnswered()
      question.merge({ answer, answeredById: personId, answeredAt: clock.now() })
      await question.useTransaction(trx).save()
      await recordAudit(trx, {
        ...{ actor, subjectType: 'period_question', subjectId: question.id },
        ...{ organisationId: question.organisationId, action: 'period_question.answered' },
        changes: [{ field: 'answerText', before: null, after: answer }],
      })
      const { billingPeriod: period, askedById } = question
      const { contract } = period
      await tellOfPeriod(trx, { contract, period, event: 'question_answered', to: [askedById] })
      return question
    })
  },
}
