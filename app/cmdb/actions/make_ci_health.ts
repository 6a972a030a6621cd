import { settleFindings, type FoundFailure } from '#cmdb/actions/settle_findings'
import { writeHealthDay, type HealthTally } from '#cmdb/actions/write_health_day'
import { healthRuleBook, type ClassHealthBook } from '#cmdb/queries/health_rule_book'
import { judgedItems, type ItemToJudge } from '#cmdb/queries/judged_items'
import { judgedRelations } from '#cmdb/queries/judged_relations'
import { DuplicateSets } from '#cmdb/workflow/duplicate_sets'
import { noCounts } from '#cmdb/workflow/health_figures'
import { HEALTH_COLUMNS, STALE_AFTER, type HealthReason } from '#cmdb/workflow/health_rules'
import { identityKeys } from '#cmdb/workflow/identity_keys'
import { judgeItem, type DaysAgo, type Judgement } from '#cmdb/workflow/judge_item'
import type { TaskResult } from '#core/actions/run_background_task'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type BackgroundTask from '#core/models/background_task'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { setImmediate } from 'node:timers/promises'

const ORPHANS: readonly HealthReason[] = ['orphan', 'ownerless']

/** The work of a task of kind `ci_health`: judges the whole CMDB and keeps the day (domain §4.7). */
export async function makeCiHealth(task: BackgroundTask): Promise<TaskResult> {
  const total = Number((await db.from('configuration_items').count('* as n').first()).n)
  await task.merge({ progressTotal: Math.max(total, 1) }).save()
  const result = await judgeEverything(async (done) => {
    await task.merge({ progressDone: Math.min(done, total) }).save()
  })
  return {
    name: `ci-health-${clock.today('utc')}.json`,
    type: 'application/json',
    content: Buffer.from(JSON.stringify(result)),
  }
}

/**
 * Judges every item, settles the findings and writes the figures of the day. Running it again on the
 * same day replaces them.
 */
export async function judgeEverything(advance: (done: number) => Promise<void> = async () => {}) {
  const now = clock.now()
  const daysAgo = daysBefore(now)
  const book = await healthRuleBook()
  const factsOf = await judgedRelations(now.toISODate()!, daysAgo(STALE_AFTER.seenDays))
  const duplicates = new DuplicateSets()
  const tallies = new Map<string, HealthTally>()
  const scopes = new Map<number, HealthTally>()
  let items = 0
  let findings = 0

  for await (const { after, upTo, items: portion, counts } of judgedItems(factsOf)) {
    const found: FoundFailure[] = []
    for (const item of portion) {
      if (item.isGone) continue
      const health = book.get(item.classId)!
      const judgement = judgeItem(item, health, daysAgo)
      duplicates.add(item.id, identityKeys(asIdentified(item), health.identifiers))
      const tally = tallyOf(tallies, item)
      scopes.set(item.id, tally)
      count(tally, judgement, health)
      addUp(tally, counts.get(item.id))
      for (const each of judgement.failures) found.push({ ...each, itemId: item.id })
    }
    await settleFindings(found, (query) =>
      query
        .where('item_id', '>', after)
        .where('item_id', '<=', upTo)
        .whereNot('reason', 'duplicate')
    )
    items += portion.length
    findings += found.length
    await advance(items)
    await setImmediate()
  }

  const surplus = [...duplicates.surplus()]
  for (const [id] of surplus) scopes.get(id)!.counts.duplicates += 1
  await settleFindings(
    surplus.map(([itemId, duplicateOf]) => ({
      ...{ itemId, reason: 'duplicate', ruleId: 0, details: { duplicateOf } },
    })),
    (query) => query.where('reason', 'duplicate')
  )
  await writeHealthDay(now, [...tallies.values()])
  return { items, findings: findings + surplus.length }
}

/** Each moment is worked out once: every item asks for the same few. */
function daysBefore(now: DateTime): DaysAgo {
  const known = new Map<number, string>()
  return (days) => {
    const moment = known.get(days) ?? toSqlUtc(now.minus({ days }))
    known.set(days, moment)
    return moment
  }
}

function tallyOf(tallies: Map<string, HealthTally>, item: ItemToJudge): HealthTally {
  const { organisationId, classId } = item
  const key = `${organisationId}/${classId}`
  const tally = tallies.get(key) ?? { organisationId, classId, counts: noCounts() }
  tallies.set(key, tally)
  return tally
}

function count({ counts }: HealthTally, judgement: Judgement, health: ClassHealthBook) {
  const reasons = new Set(judgement.failures.map(({ reason }) => reason))
  counts.items += 1
  if (!reasons.has('required_missing')) counts.complete += 1
  counts.recommendedCells += health.recommendedKeys.length
  counts.recommendedFilled += judgement.recommendedFilled
  if (ORPHANS.some((reason) => reasons.has(reason))) counts.orphans += 1
  if (reasons.has('stale')) counts.stale += 1
  counts.checks += judgement.checks
  counts.passedChecks += judgement.passedChecks
  if (judgement.isVerified) counts.verified += 1
}

function addUp({ counts }: HealthTally, more: Partial<HealthTally['counts']> = {}) {
  for (const [key, value] of Object.entries(more)) counts[key as keyof typeof counts] += value
}

function asIdentified({ organisationId, name, columns, attributes }: ItemToJudge) {
  const byColumn = Object.entries(HEALTH_COLUMNS).map(
    ([field, column]) => [column, columns[field as keyof typeof columns]] as const
  )
  return { organisationId, name, attributes, columns: Object.fromEntries(byColumn) }
}
