import type { DailyCount } from '#billing/workflow/quantity_basis'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import type { CiStatus } from '#cmdb/models/ci_types'
import { dayAfter } from '#core/day_after'
import type BillingRule from '#contracts/models/billing_rule'
import type Contract from '#contracts/models/contract'
import { clock } from '#core/clock'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** An item is charged for while it serves the client, even when it is being mended. */
const CHARGED_STATUSES: readonly CiStatus[] = [
  ...(['in_use', 'live', 'in_maintenance', 'faulty', 'in_repair'] as const),
]

/**
 * Units a rule counts now (§7.2): active people of the client and what belongs to it, or its items
 * in use of a class and the classes below.
 */
export async function countUnits(
  client: QueryClientContract,
  { organisationId }: Contract,
  rule: BillingRule
): Promise<number> {
  const { counts } = rule.termsAs('per_unit')
  const { path } = await client.from('organisations').where('id', organisationId).firstOrFail()
  const below = client.from('organisations').where('path', 'like', `${path}%`).select('id')
  const query =
    counts.kind === 'people'
      ? client.from('people').where('is_active', true).whereNull('merged_into_id')
      : client
          .from('configuration_items')
          .whereIn('ci_class_id', await classesUnder(client, counts.classKey))
          .whereIn('status', [...CHARGED_STATUSES])
  const [row] = await query.whereIn('organisation_id', below).count('* as total')
  return Number(row.total)
}

async function classesUnder(client: QueryClientContract, code: string): Promise<number[]> {
  const classes = await ciClassTable(client)
  const found = classes.filter((each) => each.code === code).map(({ id }) => id)
  // Grows while it is walked: children of children follow.
  for (const id of found) {
    for (const child of classes) if (child.parentId === id) found.push(child.id)
  }
  return found
}

/** Today's count of a rule, for a day of the span that is not counted yet: a page that reads writes nothing. */
export async function liveCount(
  client: QueryClientContract,
  { contract, rule }: { contract: Contract; rule: BillingRule },
  { from, to }: { from: string; to: string }
): Promise<DailyCount | null> {
  const date = clock.today(contract.timeZone)
  if (date < from || date > to) return null
  const known = await client
    .from('unit_counts')
    .where({ contract_id: contract.id, rule_key: rule.key, counted_on: date })
    .first()
  return known ? null : { date, count: await countUnits(client, contract, rule) }
}

/**
 * The count of each day of a span, both ends included, as it was taken on that day; a day on which
 * none was taken has that of the day before, the first days that of the first one known. None when
 * nothing was ever counted.
 */
export async function dailyCounts(
  client: QueryClientContract,
  { contractId, ruleKey }: { contractId: number; ruleKey: string },
  { from, to }: { from: string; to: string },
  /** Of a day that is not counted yet. */
  live: DailyCount | null = null
): Promise<DailyCount[]> {
  const stored = await client
    .from('unit_counts')
    .where({ contract_id: contractId, rule_key: ruleKey })
    .where('counted_on', '<=', to)
    .orderBy('counted_on')
  const rows = live ? [...stored, { counted_on: live.date, quantity: live.count }] : stored
  if (rows.length === 0 || from > to) return []
  const taken = new Map(rows.map((row) => [String(row.counted_on), Number(row.quantity)]))
  let count = Number((rows.findLast((row) => row.counted_on <= from) ?? rows[0]).quantity)
  const counts: DailyCount[] = []
  for (let date = from; date <= to; date = dayAfter(date)) {
    count = taken.get(date) ?? count
    counts.push({ date, count })
  }
  return counts
}
