import { loadWorkingTimesAt } from '#calendars/queries/load_working_time'
import { newClock } from '#sla/actions/attach_clocks'
import type { TargetOnVersion } from '#sla/actions/clock_rows'
import { saveClock } from '#sla/actions/save_clock'
import { syncTimers } from '#sla/actions/sync_timers'
import type Clock from '#sla/models/clock'
import type { Promises, TargetMatch } from '#sla/queries/find_targets'
import {
  begunAt,
  livedThrough,
  type HeardEvent,
  type PastTarget,
  type ReplayedClock,
} from '#sla/workflow/clock_replay'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

/** What was done about a ticket before something was promised, asked for only when it matters. */
export type CourseOfTicket = {
  ticketId: number
  openedAt: DateTime
  heard: () => Promise<HeardEvent[]>
}

type Late = {
  course: CourseOfTicket
  targets: readonly TargetMatch[]
  terms: Promises
  at: DateTime
}

type Target = PastTarget & { match: TargetOnVersion }

/** Promises of a contract that comes later: they judge the whole life, as if known from the opening. */
export async function beginWithOpening(trx: TransactionClientContract, late: Late) {
  await begin(trx, late, livedThrough)
}

/** Promises that only what the ticket is by now brings along (§3.3.7); what is done needs none. */
export async function beginMidFlight(trx: TransactionClientContract, late: Late) {
  await begin(trx, late, (target, life) => begunAt(late.at, target, life))
}

async function begin(
  trx: TransactionClientContract,
  { course, targets, terms, at }: Late,
  clocksOf: typeof livedThrough<Target>
) {
  if (targets.length === 0) return
  const life = { startedAt: course.openedAt, heard: await course.heard(), terms }
  const calendars = await loadWorkingTimesAt(
    targets.map(({ calendarId }) => calendarId),
    course.openedAt,
    trx
  )
  const begun = targets.flatMap((target) => {
    const { version, time: calendar } = calendars.get(target.calendarId)!
    const { metric, targetMinutes, agreementTargetId: id } = target
    const match = { ...target, calendarVersion: version }
    return clocksOf({ id, metric, targetMinutes, calendar, match }, life)
  })
  const clocks: Clock[] = []
  for (const each of begun) clocks.push(await store(trx, course.ticketId, each, at))
  await syncTimers(trx, clocks, { at, cause: 'target_changed' })
}

async function store(
  trx: TransactionClientContract,
  ticketId: number,
  { target, facts, causes }: ReplayedClock<Target>,
  at: DateTime
): Promise<Clock> {
  const startedAt = DateTime.fromMillis(facts.startedAt, { zone: 'utc' })
  const clock = newClock(ticketId, target.match, startedAt)
  await saveClock(trx, clock, facts, target.calendar, at, (from) => causes.get(from) ?? 'none')
  await clock.load('pauses')
  return clock
}
