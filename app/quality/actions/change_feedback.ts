import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import { StepNotAllowed } from '#quality/errors'
import FeedbackRecord from '#quality/models/feedback_record'
import { complaintDue } from '#quality/queries/complaint_due'
import { stepsOfComplaint, COMPLAINT_STEPS } from '#quality/workflow/complaint_steps'
import type { ComplaintStep, Severity } from '#quality/workflow/complaint_steps'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Command = { actor: Actor; id: number; version: number }
type Facts = {
  serviceId: number | null
  teamId: number | null
  aboutPersonId: number | null
  ownerId: number | null
  severity: Severity | null
}
type Findings = { finding?: string; isJustified?: boolean; answerText?: string }

export const changeFeedback = {
  /** Who is responsible, what it is about and how grave; another severity moves the day. Throws StaleRecord. */
  async facts(command: Command, { severity, ...facts }: Facts) {
    return change(command, 'feedback.changed', async (record, trx) => {
      record.merge(facts)
      if (record.kind === 'compliment' || severity === null || severity === record.severity) return
      record.merge({ severity, dueOn: await complaintDue(record, severity, trx) })
    })
  },

  /** A step of a complaint on its way. Throws StaleRecord, StepNotAllowed. */
  async step(command: Command, step: ComplaintStep, findings: Findings = {}) {
    return change(command, `feedback.${step}`, async (record) => {
      if (!stepsOfComplaint(record.state).includes(step)) throw new StepNotAllowed()
      record.merge({ ...findings, state: COMPLAINT_STEPS[step].to })
      if (step === 'answer') record.answeredAt = clock.now()
      // Whoever looks into it first is responsible, unless somebody was named.
      record.ownerId ??= command.actor.personId
    })
  },
}

type Work = (record: FeedbackRecord, trx: TransactionClientContract) => Promise<void>

async function change(command: Command, action: string, work: Work) {
  await inTransaction(async (trx) => {
    const record = await lock(trx, command)
    await work(record, trx)
    await saveVersioned(trx, record, {
      ...{ actor: command.actor, subjectType: 'feedback', action },
      organisationId: () => record.organisationId,
    })
  })
}

async function lock(trx: TransactionClientContract, { id, version }: Command) {
  const record = await FeedbackRecord.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
  await refuseStale(trx, 'feedback', record, version)
  return record
}
