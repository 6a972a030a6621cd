import { insertRows } from '#core/actions/insert_rows'
import { recordAudits, type AuditEntry } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { parseJson, toSqlUtc } from '#core/columns'
import type { FieldChange } from '#core/errors'
import { portions } from '#core/portions'
import { inTransaction } from '#core/transaction'
import { runVerdict, type HealthFindingState, type RunVerdict } from '#cmdb/workflow/finding_steps'
import { kpiOf, type HealthFindingDetails } from '#cmdb/workflow/health_rules'
import type { Failure } from '#cmdb/workflow/judge_item'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export const FINDING_SUBJECT = 'ci_health_finding'

export type FoundFailure = Failure & { itemId: number }
type Known = {
  id: number
  item_id: number
  reason: string
  rule_id: number
  state: HealthFindingState
  is_present: number
  details: unknown
  organisation_id: number
  version: number
}
type Query = DatabaseQueryBuilderContract<Known>
type Narrowing = (query: Query) => Query

const IDS_PER_STATEMENT = 500

/**
 * Brings the findings that `among` names to what a run found: new ones appear, tasks whose reason is
 * gone close, those that are back open again, and nothing appears twice (CFG-11). A few statements
 * for any number of findings.
 */
export async function settleFindings(found: readonly FoundFailure[], among: Narrowing) {
  await inTransaction(async (trx) => {
    const known = await knownFindings(trx, among)
    const byKey = new Map(known.map((row) => [keyOf(row.item_id, row.reason, row.rule_id), row]))
    const fresh: FoundFailure[] = []
    const verdicts = new Map<NonNullable<RunVerdict>, Known[]>()
    const changed: { row: Known; details: HealthFindingDetails }[] = []
    const decide = (row: Known, isFound: boolean) => {
      const verdict = runVerdict({ state: row.state, isPresent: Boolean(row.is_present) }, isFound)
      if (verdict) verdicts.set(verdict, [...(verdicts.get(verdict) ?? []), row])
    }
    for (const each of found) {
      const key = keyOf(each.itemId, each.reason, each.ruleId)
      const row = byKey.get(key)
      byKey.delete(key)
      if (!row) fresh.push(each)
      else {
        decide(row, true)
        if (JSON.stringify(parseJson(row.details)) !== JSON.stringify(each.details)) {
          changed.push({ row, details: each.details })
        }
      }
    }
    for (const row of byKey.values()) decide(row, false)
    await insertRows(trx, 'ci_health_findings', freshRows(fresh))
    await redescribe(trx, changed)
    for (const [verdict, rows] of verdicts) await apply(trx, verdict, rows)
  })
}

async function knownFindings(trx: TransactionClientContract, among: Narrowing): Promise<Known[]> {
  const query = trx
    .query<Known>()
    .from('ci_health_findings')
    .join('configuration_items', 'configuration_items.id', 'ci_health_findings.item_id')
    .select('ci_health_findings.id', 'item_id', 'reason', 'rule_id', 'state', 'is_present')
    .select('details', 'ci_health_findings.version', 'configuration_items.organisation_id')
  return among(query).forUpdate()
}

function keyOf(itemId: number, reason: string, ruleId: number): string {
  return `${itemId}/${reason}/${ruleId}`
}

function freshRows(found: readonly FoundFailure[]) {
  const now = toSqlUtc(clock.now())
  return found.map(({ itemId, reason, ruleId, details }) => ({
    ...{ item_id: itemId, kpi: kpiOf(reason), reason, rule_id: ruleId },
    ...{ details: JSON.stringify(details), state: 'found', is_present: true, version: 1 },
    ...{ first_found_at: now, created_at: now, updated_at: now },
  }))
}

/** One statement for all that are described alike; most are, as after a change of a rule. */
async function redescribe(
  trx: TransactionClientContract,
  changed: readonly { row: Known; details: HealthFindingDetails }[]
) {
  const alike = Map.groupBy(changed, ({ details }) => JSON.stringify(details))
  for (const [details, rows] of alike) {
    await updateAll(
      trx,
      rows.map(({ row }) => row.id),
      { details }
    )
  }
}

async function apply(
  trx: TransactionClientContract,
  verdict: NonNullable<RunVerdict>,
  rows: readonly Known[]
) {
  const ids = rows.map(({ id }) => id)
  switch (verdict) {
    case 'forget':
      for (const some of portions(ids, IDS_PER_STATEMENT)) {
        await trx.from('ci_health_findings').whereIn('id', some).delete()
      }
      return
    case 'gone':
      return updateAll(trx, ids, { is_present: false })
    case 'keep_present':
      return updateAll(trx, ids, { is_present: true })
    case 'close':
      await updateAll(trx, ids, {
        ...{ is_present: false, state: 'done', closed_at: toSqlUtc(clock.now()) },
        version: trx.raw('version + 1'),
      })
      return recordAudits(
        trx,
        rows.map((row) => entryOf(row, 'ci_health_finding.closed_by_run', 'done'))
      )
    case 'reopen':
      await updateAll(trx, ids, {
        ...{ is_present: true, state: 'open', closed_at: null },
        version: trx.raw('version + 1'),
      })
      return recordAudits(
        trx,
        rows.map((row) => entryOf(row, 'ci_health_finding.reopened_by_run', 'open'))
      )
    default:
      return verdict satisfies never
  }
}

function entryOf(row: Known, action: string, state: HealthFindingState): AuditEntry {
  const changes: FieldChange[] = [{ field: 'state', before: row.state, after: state }]
  return {
    ...{ actor: SYSTEM_ACTOR, subjectType: FINDING_SUBJECT, subjectId: row.id, action, changes },
    ...{ subjectVersion: row.version + 1, organisationId: row.organisation_id },
  }
}

async function updateAll(
  trx: TransactionClientContract,
  ids: readonly number[],
  values: Record<string, unknown>
) {
  for (const some of portions(ids, IDS_PER_STATEMENT)) {
    await trx
      .from('ci_health_findings')
      .whereIn('id', some)
      .update({ ...values, updated_at: toSqlUtc(clock.now()) })
  }
}
