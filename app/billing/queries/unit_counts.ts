import type { DailyCount } from '#billing/workflow/quantity_basis'
import { ciClassTable, type ListedClass } from '#cmdb/queries/ci_class_table'
import type { CiStatus } from '#cmdb/models/ci_types'
import { dayAfter } from '#core/day_after'
import { inOneStatement } from '#core/queries/in_one_statement'
import type BillingRule from '#contracts/models/billing_rule'
import type Contract from '#contracts/models/contract'
import { clock } from '#core/clock'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** An item is charged for while it serves the client, even when it is being mended. */
const CHARGED_STATUSES: readonly CiStatus[] = [
  ...(['in_use', 'live', 'in_maintenance', 'faulty', 'in_repair'] as const),
]

export type CountedRule = { contract: Contract; rule: BillingRule }

/**
 * Units that rules count now (§7.2): active people of the client and what belongs to it, or its items
 * in use of a class and the classes below; a number for each rule.
 */
export async function countUnits(
  client: QueryClientContract,
  rules: readonly CountedRule[]
): Promise<number[]> {
  if (rules.length === 0) return []
  const clients = rules.map(({ contract }) => contract.organisationId)
  const organisations = await client
    .from('organisations')
    .whereIn('id', clients)
    .select('id', 'path')
  const paths = new Map(organisations.map(({ id, path }) => [Number(id), String(path)]))
  const classes = rules.some(({ rule }) => rule.termsAs('per_unit').counts.kind === 'items')
    ? await ciClassTable(client)
    : []
  const counted = await inOneStatement(
    client,
    rules.map(({ contract, rule }) => {
      const path = paths.get(contract.organisationId)!
      const below = client.from('organisations').where('path', 'like', `${path}%`).select('id')
      return unitsOf(client, rule, classes).whereIn('organisation_id', below).count('* as total')
    })
  )
  return counted.map(([row]) => Number(row!.total))
}

function unitsOf(client: QueryClientContract, rule: BillingRule, classes: readonly ListedClass[]) {
  const { counts } = rule.termsAs('per_unit')
  return counts.kind === 'people'
    ? client.from('people').where('is_active', true).whereNull('merged_into_id')
    : client
        .from('configuration_items')
        .whereIn('ci_class_id', classesUnder(classes, counts.classKey))
        .whereIn('status', [...CHARGED_STATUSES])
}

function classesUnder(classes: readonly ListedClass[], code: string): number[] {
  const found = classes.filter((each) => each.code === code).map(({ id }) => id)
  // Grows while it is walked: children of children follow.
  for (const id of found) {
    for (const child of classes) if (child.parentId === id) found.push(child.id)
  }
  return found
}

type Span = { from: string; to: string }
export type CountsAsked = { contract: Contract; rules: readonly BillingRule[]; span: Span }
/** By the key of the rule. */
export type UnitCounts = Map<string, DailyCount[]>

/**
 * The units of each day of a span, both ends included, as they were counted on that day, for each
 * asked. A day on which nothing was counted has the count of the day before, the first days that of
 * the first one known, today what there is now: a page that reads writes nothing. None when nothing
 * was ever counted.
 */
export async function unitCounts(
  client: QueryClientContract,
  asked: readonly CountsAsked[]
): Promise<UnitCounts[]> {
  const counting = asked.map(({ contract, rules, span }) =>
    rules
      .filter(({ kind }) => kind === 'per_unit')
      .map((rule) => ({ contract, rule, span, key: keyOf(contract.id, rule.key) }))
  )
  const all = counting.flat()
  if (all.length === 0) return asked.map(() => new Map())
  const stored = await storedCounts(client, all)
  const uncounted = all.filter(({ contract, span, key }) => {
    const today = clock.today(contract.timeZone)
    if (today < span.from || today > span.to) return false
    return !stored.get(key)?.some(({ date }) => date === today)
  })
  const now = await countUnits(client, uncounted)
  const live = new Map(uncounted.map((each, index) => [each, now[index]!]))
  return counting.map((rules) => {
    const countsOf = (each: (typeof rules)[number]) => {
      const known = (stored.get(each.key) ?? []).filter(({ date }) => date <= each.span.to)
      const count = live.get(each)
      if (count === undefined) return eachDay(known, each.span)
      return eachDay([...known, { date: clock.today(each.contract.timeZone), count }], each.span)
    }
    return new Map(rules.map((each) => [each.rule.key, countsOf(each)]))
  })
}

/** What was counted until the last of the spans ends, the oldest first. */
async function storedCounts(
  client: QueryClientContract,
  rules: readonly (CountedRule & { span: Span })[]
): Promise<Map<string, DailyCount[]>> {
  const to = rules.map(({ span }) => span.to).reduce((last, each) => (each > last ? each : last))
  const rows = await client
    .from('unit_counts')
    .whereIn(
      'contract_id',
      rules.map(({ contract }) => contract.id)
    )
    .where('counted_on', '<=', to)
    .orderBy('counted_on')
  const counts = new Map<string, DailyCount[]>()
  for (const row of rows) {
    const key = keyOf(Number(row.contract_id), String(row.rule_key))
    const own = counts.get(key) ?? counts.set(key, []).get(key)!
    own.push({ date: String(row.counted_on), count: Number(row.quantity) })
  }
  return counts
}

/** The oldest first; today's, if it is not stored, is the last. */
function eachDay(taken: readonly DailyCount[], { from, to }: Span): DailyCount[] {
  const [first] = taken
  if (!first || from > to) return []
  const countOn = new Map(taken.map(({ date, count }) => [date, count]))
  let { count } = taken.findLast(({ date }) => date <= from) ?? first
  const counts: DailyCount[] = []
  for (let date = from; date <= to; date = dayAfter(date)) {
    count = countOn.get(date) ?? count
    counts.push({ date, count })
  }
  return counts
}

function keyOf(contractId: number, ruleKey: string): string {
  return `${contractId}/${ruleKey}`
}
