import { FINDING_SUBJECT } from '#cmdb/actions/settle_findings'
import CiHealthFinding from '#cmdb/models/ci_health_finding'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { FINDING_STEPS, stepsOfFinding, type FindingStep } from '#cmdb/workflow/finding_steps'
import { recordAudits, pendingChanges, type AuditEntry } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { Refusal } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Who mends it and until when, `YYYY-MM-DD`. */
export type TaskTerms = {
  assignedTeamId: number | null
  assignedPersonId: number | null
  dueOn: string | null
}
type Command = { actor: Actor; id: number; seenVersion: number }

/** The work on findings (CFG-11): a finding becomes a task once, however often it is asked for. */
export const workFinding = {
  /** Throws StaleRecord, E_ROW_NOT_FOUND. */
  async assign(command: Command, terms: TaskTerms) {
    await change(command, 'ci_health_finding.assigned', (finding) => finding.merge(terms))
  },

  /** Throws StaleRecord, a Refusal on a step its state does not have or a waiver without a reason. */
  async step(command: Command, step: FindingStep, reason: string | null = null) {
    await change(command, `ci_health_finding.${step}`, (finding) => {
      if (!stepsOfFinding(finding.state).includes(step)) {
        throw new Refusal('ci_health.errors.step_not_allowed')
      }
      if (step === 'waive' && !reason) {
        throw new Refusal('ci_health.errors.reason_missing', {}, 'reason')
      }
      const isClosed = step === 'complete' || step === 'waive'
      finding.merge({
        state: FINDING_STEPS[step].to,
        waiveReason: step === 'waive' ? reason : null,
        closedAt: isClosed ? clock.now() : null,
      })
    })
  },

  /** Makes tasks of those that are none yet and gives back how many; the others stay as they are. */
  async open(actor: Actor, ids: readonly number[], terms: TaskTerms): Promise<number> {
    return inTransaction(async (trx) => {
      const findings = await CiHealthFinding.query({ client: trx })
        .whereIn('id', [...ids])
        .where({ state: 'found' })
        .orderBy('id')
        .forUpdate()
      const organisations = await organisationsOf(trx, findings)
      const entries: AuditEntry[] = []
      for (const finding of findings) {
        finding.merge({ ...terms, state: 'open' })
        entries.push({
          ...{ actor, subjectType: FINDING_SUBJECT, subjectId: finding.id },
          subjectVersion: finding.version + 1,
          organisationId: organisations.get(finding.itemId)!,
          action: 'ci_health_finding.open',
          changes: pendingChanges(finding).filter(({ before, after }) => before !== after),
        })
      }
      await trx
        .from('ci_health_findings')
        .whereIn(
          'id',
          findings.map(({ id }) => id)
        )
        .where('state', 'found')
        .update({
          ...{ state: 'open', assigned_team_id: terms.assignedTeamId, due_on: terms.dueOn },
          assigned_person_id: terms.assignedPersonId,
          version: trx.raw('version + 1'),
        })
      await recordAudits(trx, entries)
      return findings.length
    })
  },
}

async function change(
  { actor, id, seenVersion }: Command,
  action: string,
  work: (finding: CiHealthFinding) => void
) {
  await inTransaction(async (trx) => {
    const finding = await CiHealthFinding.query({ client: trx })
      .where({ id })
      .forUpdate()
      .firstOrFail()
    await refuseStale(trx, FINDING_SUBJECT, finding, seenVersion)
    work(finding)
    const organisations = await organisationsOf(trx, [finding])
    await saveVersioned(trx, finding, {
      ...{ actor, subjectType: FINDING_SUBJECT, action },
      organisationId: () => organisations.get(finding.itemId)!,
    })
  })
}

async function organisationsOf(
  trx: TransactionClientContract,
  findings: readonly CiHealthFinding[]
): Promise<Map<number, number>> {
  const items = await ConfigurationItem.query({ client: trx })
    .whereIn(
      'id',
      findings.map(({ itemId }) => itemId)
    )
    .select('id', 'organisation_id')
  return new Map(items.map(({ id, organisationId }) => [id, organisationId]))
}
