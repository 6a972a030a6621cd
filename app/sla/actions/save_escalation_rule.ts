import { enqueueJob } from '#core/actions/enqueue_job'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { ReferenceNotFound, type Plain } from '#core/errors'
import { inTransaction } from '#core/transaction'
import RebuildTimersJob from '#sla/jobs/rebuild_timers_job'
import Agreement from '#sla/models/agreement'
import EscalationRule from '#sla/models/escalation_rule'
import type { EscalationRuleValues } from '#sla/workflow/escalation_actions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  agreementId: number
  /** Null makes a new rule. */
  ruleId: number | null
  seenVersion: number
  values: EscalationRuleValues
}

/**
 * Adds or changes an escalation rule. Rules belong to their agreement's version and history; clocks
 * that run get their timers anew by a job. Throws StaleRecord, ReferenceNotFound, E_ROW_NOT_FOUND.
 */
export const saveEscalationRule = {
  async handle({ actor, agreementId, ruleId, seenVersion, values }: Input) {
    return inTransaction(async (trx) => {
      const agreement = await lockAgreement(trx, agreementId, seenVersion)
      await refuseForeign(trx, agreementId, values)
      const rule =
        ruleId === null
          ? new EscalationRule().merge({ agreementId })
          : await EscalationRule.query({ client: trx })
              .where({ id: ruleId, agreementId })
              .firstOrFail()
      const before = ruleId === null ? null : valuesOf(rule)
      await rule.merge(values).useTransaction(trx).save()
      const action = ruleId === null ? 'agreement.escalation_added' : 'agreement.escalation_changed'
      await finish(trx, agreement, { actor, action, before, after: valuesOf(rule) })
      return rule
    })
  },
}

/** Takes a rule away; what waits for it will not fire, what has fired stays in the history. */
export const removeEscalationRule = {
  async handle({ actor, agreementId, ruleId, seenVersion }: Omit<Input, 'values'>) {
    return inTransaction(async (trx) => {
      const agreement = await lockAgreement(trx, agreementId, seenVersion)
      const rule = await EscalationRule.query({ client: trx })
        .where({ id: ruleId!, agreementId })
        .firstOrFail()
      const before = valuesOf(rule)
      await rule.useTransaction(trx).delete()
      const action = 'agreement.escalation_removed'
      await finish(trx, agreement, { actor, action, before, after: null })
    })
  },
}

async function lockAgreement(trx: TransactionClientContract, id: number, seenVersion: number) {
  const agreement = await Agreement.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
  await refuseStale(trx, 'agreement', agreement, seenVersion)
  return agreement
}

/** The target must be the agreement's own, of the same metric; teams and people must exist. */
async function refuseForeign(
  trx: TransactionClientContract,
  agreementId: number,
  { agreementTargetId, metric, actions }: EscalationRuleValues
) {
  if (agreementTargetId !== null) {
    const own = { id: agreementTargetId, agreement_id: agreementId, metric }
    const target = await trx.from('agreement_targets').where(own).first()
    if (!target) throw new ReferenceNotFound('agreementTargetId')
  }
  const teams = actions.flatMap((action) => {
    if (action.kind === 'reassign') return [action.teamId]
    return action.kind === 'notify' ? action.teamIds : []
  })
  const people = actions.flatMap((action) => (action.kind === 'notify' ? action.personIds : []))
  await refuseUnknown(trx, 'teams', teams)
  await refuseUnknown(trx, 'people', people)
}

async function refuseUnknown(trx: TransactionClientContract, table: string, given: number[]) {
  const ids = [...new Set(given)]
  if (ids.length === 0) return
  const rows = await trx.from(table).whereIn('id', ids).where('is_active', true).select('id')
  if (rows.length < ids.length) throw new ReferenceNotFound('actions')
}

type Change = {
  actor: Actor
  action: string
  before: ReturnType<typeof valuesOf> | null
  after: ReturnType<typeof valuesOf> | null
}

async function finish(
  trx: TransactionClientContract,
  agreement: Agreement,
  { actor, action, before, after }: Change
) {
  await agreement
    .merge({ version: agreement.version + 1 })
    .useTransaction(trx)
    .save()
  const fields = Object.keys(before ?? after ?? {}) as (keyof NonNullable<Change['after']>)[]
  await recordAudit(trx, {
    actor,
    action,
    subjectType: 'agreement',
    subjectId: agreement.id,
    subjectVersion: agreement.version,
    organisationId: null,
    changes: fields
      .map((field) => ({
        field,
        before: before?.[field] ?? null,
        after: after?.[field] ?? null,
      }))
      .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after)),
  })
  await enqueueJob(trx, RebuildTimersJob.dispatch({ agreementId: agreement.id }))
}

/** As history tells them. */
function valuesOf(rule: EscalationRule) {
  const { metric, repeatMinutes, repeatMax, actions } = rule
  return {
    metric,
    escalation: rule.told(0) as Plain,
    repeatMinutes,
    repeatMax,
    escalationActions: actions as unknown as Plain,
  }
}
