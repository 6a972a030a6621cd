import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { takeNumber } from '#core/actions/take_number'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { ReceivedInFuture, SeverityMissing } from '#quality/errors'
import FeedbackRecord from '#quality/models/feedback_record'
import { complaintDue } from '#quality/queries/complaint_due'
import type { FeedbackChannel, FeedbackKind, Severity } from '#quality/workflow/complaint_steps'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type FeedbackValues = {
  kind: FeedbackKind
  organisationId: number
  personId: number | null
  /** Of whom the directory does not know. */
  saidBy: string | null
  channel: FeedbackChannel
  /** `YYYY-MM-DD` */
  receivedOn: string
  ticketId: number | null
  serviceId: number | null
  teamId: number | null
  aboutPersonId: number | null
  text: string
  severity: Severity | null
}

type Input = { actor: Actor; timeZone: string; values: FeedbackValues }

/** Registers a complaint with the day of its answer, or a compliment (SLM-13). Throws ReceivedInFuture, SeverityMissing. */
export const registerFeedback = {
  async handle({ actor, timeZone, values }: Input): Promise<FeedbackRecord> {
    if (values.receivedOn > clock.today(timeZone)) throw new ReceivedInFuture()
    return inTransaction(async (trx) => {
      const record = new FeedbackRecord().merge({
        ...{ ...values, ...(await wayOf(trx, values)), version: 1, registeredById: actor.personId },
        number: await takeNumber(trx, 'feedback'),
      })
      const changes = pendingChanges(record)
      await record.useTransaction(trx).save()
      await recordAudit(trx, {
        ...{ actor, subjectType: 'feedback', subjectId: record.id, subjectVersion: 1 },
        ...{ organisationId: record.organisationId, action: `feedback.${values.kind}`, changes },
      })
      return record
    })
  },
}

/** A compliment needs no answer, and so no severity, state and day. */
async function wayOf(trx: TransactionClientContract, values: FeedbackValues) {
  const { kind, severity } = values
  if (kind === 'compliment') return { severity: null, state: null, dueOn: null }
  if (!severity) throw new SeverityMissing()
  return { severity, state: 'received', dueOn: await complaintDue(values, severity, trx) }
}
