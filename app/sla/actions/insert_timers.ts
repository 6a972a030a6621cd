import { insertRows } from '#core/actions/insert_rows'
import { toSqlUtc } from '#core/columns'
import { moment } from '#sla/actions/save_clock'
import type { ClockRow } from '#sla/actions/clock_rows'
import type EscalationRule from '#sla/models/escalation_rule'
import type { ClockCalendar, ClockFacts } from '#sla/workflow/clock'
import { planTimers, timerChanges, type PlannedTimer } from '#sla/workflow/timers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Written = ReturnType<typeof timerChanges>['written'][number]

/** What a clock that has just begun waits for. */
export function firstTimers(
  row: ClockRow,
  { facts, calendar }: { facts: ClockFacts; calendar: ClockCalendar },
  rules: readonly EscalationRule[],
  now: number
): Written[] {
  const clock = {
    agreementId: row.agreement_id,
    agreementTargetId: row.agreement_target_id,
    metric: row.metric,
  }
  const own = rules.filter((rule) => rule.covers(clock)).map(({ timing }) => timing)
  return timerChanges(planTimers(facts, calendar, own), [], now).written
}

/** The timers of a ticket's new clocks with one statement: their ids are looked up in it. */
export async function insertFirstTimers(
  trx: TransactionClientContract,
  ticketId: number,
  timers: (Written & { metric: string })[]
) {
  if (timers.length === 0) return
  // By number, for two texts of different collations would not compare.
  const metrics = [...new Set(timers.map(({ metric }) => metric))]
  const numberOfMetric = `case clocks.metric ${metrics.map((_, n) => `when ? then ${n}`).join(' ')} end`
  const [first, ...others] = timers.map((_, index) =>
    index === 0
      ? 'select ? as metric, ? as rule_id, ? as occurrence, ? as fire_at, ? as state'
      : 'union all select ?, ?, ?, ?, ?'
  )
  const values = timers.flatMap(({ metric, ruleId, occurrence, fireAt, state }) => [
    metrics.indexOf(metric),
    ruleId,
    occurrence,
    toSqlUtc(moment(fireAt)!),
    state,
  ])
  await trx.rawQuery(
    `insert into clock_timers (clock_id, rule_id, occurrence, fire_at, state, cause, attempts)
     select clocks.id, planned.rule_id, planned.occurrence, planned.fire_at, planned.state, 'time', 0
     from (${[first, ...others].join(' ')}) as planned
     join clocks on ${numberOfMetric} = planned.metric
     where clocks.ticket_id = ? and clocks.kind = 'sla'
       and clocks.state in ('running', 'breached_running')`,
    [...values, ...metrics, ticketId]
  )
}

/** The same for many clocks whose ids are known, as a bulk load has them. */
export async function insertTimerRows(
  trx: TransactionClientContract,
  timers: (PlannedTimer & { clockId: number })[]
) {
  await insertRows(
    trx,
    'clock_timers',
    timers.map(({ clockId, ruleId, occurrence, fireAt }) => ({
      clock_id: clockId,
      rule_id: ruleId,
      occurrence,
      fire_at: moment(fireAt)!,
      state: 'pending',
      cause: 'time',
      attempts: 0,
    }))
  )
}
