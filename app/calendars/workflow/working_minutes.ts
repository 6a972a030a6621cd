import type { LocalCoverage } from '#calendars/workflow/local_coverage'
import { MINUTES_PER_DAY } from '#calendars/workflow/local_time'
import type { ZoneOffsets } from '#calendars/workflow/zone_offsets'

/** First and last epoch minute the engine answers for: 1970-01-01 and 2200-01-01, UTC. */
export const FIRST_MINUTE = 0
export const LAST_MINUTE = 84_006 * MINUTES_PER_DAY

/**
 * A calendar made ready for counting. A real minute is working iff its wall-clock minute is
 * covered, so within a segment of constant offset working time is the coverage moved by the offset:
 * a skipped hour counts nothing, a repeated hour twice. All instants here are epoch minutes.
 */
export type CompiledCalendar = { coverage: LocalCoverage; zone: ZoneOffsets }

/** W: working minutes in [start, end), negative when reversed. */
export function workingMinutesBetween(
  calendar: CompiledCalendar,
  start: number,
  end: number
): number {
  // Subtracted, for the negative of nothing would be a minus zero.
  if (end < start) return 0 - workingMinutesBetween(calendar, end, start)

  let total = 0
  for (let cursor = start; cursor < end;) {
    const segment = calendar.zone.segmentAt(cursor)
    const until = Math.min(segment.end, end)
    total += rank(calendar, until, segment.offset) - rank(calendar, cursor, segment.offset)
    cursor = until
  }
  return total
}

/** A: the earliest end with W(start, end) = minutes, a closing time included; null when none. */
export function addWorkingTime(
  calendar: CompiledCalendar,
  start: number,
  minutes: number
): number | null {
  if (minutes === 0) return start

  let left = minutes
  const last = Math.min(LAST_MINUTE, calendar.coverage.bounds.last + MINUTES_PER_DAY)
  for (let cursor = start; cursor < last;) {
    const segment = calendar.zone.segmentAt(cursor)
    const offset = segment.offset
    const end = Math.min(segment.end, LAST_MINUTE)
    const before = rank(calendar, cursor, offset)
    const available = rank(calendar, end, offset) - before
    if (left <= available) return calendar.coverage.minuteAt(before + left - 1) + 1 - offset
    left -= available
    cursor = end
  }
  return null
}

/** S: the latest start with W(start, end) = minutes; null when none. */
export function subtractWorkingTime(
  calendar: CompiledCalendar,
  end: number,
  minutes: number
): number | null {
  if (minutes === 0) return end

  let left = minutes
  const first = Math.max(FIRST_MINUTE, calendar.coverage.bounds.first - MINUTES_PER_DAY)
  for (let cursor = end; cursor > first;) {
    const segment = calendar.zone.segmentAt(cursor - 1)
    const offset = segment.offset
    const start = Math.max(segment.start, FIRST_MINUTE)
    const before = rank(calendar, cursor, offset)
    const available = before - rank(calendar, start, offset)
    if (left <= available) return calendar.coverage.minuteAt(before - left) - offset
    left -= available
    cursor = start
  }
  return null
}

/** The minute itself when working, else the next opening; null when none. */
export function nextWorkingInstant(calendar: CompiledCalendar, at: number): number | null {
  const firstWorked = addWorkingTime(calendar, at, 1)
  return firstWorked === null ? null : firstWorked - 1
}

function rank({ coverage }: CompiledCalendar, minute: number, offset: number): number {
  return coverage.rank(minute + offset)
}
