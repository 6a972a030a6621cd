import { readClock, type ClockCalendar, type ClockFacts } from '#sla/workflow/clock'

/** Who held the ticket from when to when, epoch ms; the last one holds it still. */
export type Holding = {
  readonly teamId: number | null
  readonly from: number
  readonly to: number | null
}
export type TeamMinutes = { teamId: number | null; minutes: number }

/**
 * A clock's elapsed minutes by team (§3.3.11): working time of the clock's calendar over each
 * holding, less the pauses. Time nobody held the ticket is nobody's (`null`); all together are what
 * the clock counts, to the minute.
 */
export function attributeMinutes(
  facts: ClockFacts,
  calendar: ClockCalendar,
  holdings: readonly Holding[],
  now: number
): TeamMinutes[] {
  const end = facts.stoppedAt ?? now
  const elapsedAt = (at: number) => calendar.elapsed(facts.startedAt, at, facts.pauses)
  const sums = new Map<number | null, number>()
  let cursor = facts.startedAt
  const credit = (teamId: number | null, until: number) => {
    const to = Math.min(until, end)
    if (to <= cursor) return
    sums.set(teamId, (sums.get(teamId) ?? 0) + elapsedAt(to) - elapsedAt(cursor))
    cursor = to
  }
  for (const { teamId, from, to } of [...holdings].sort((a, b) => a.from - b.from)) {
    credit(null, from)
    credit(teamId, to ?? end)
  }
  credit(null, end)
  return [...sums].map(([teamId, minutes]) => ({ teamId, minutes }))
}

/** What the parts of `attributeMinutes` add up to. */
export function elapsedOf(facts: ClockFacts, calendar: ClockCalendar, now: number): number {
  return readClock(facts, calendar, now).elapsedMinutes
}
