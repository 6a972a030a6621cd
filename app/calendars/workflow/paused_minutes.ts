import { mergeIntervals } from '#core/intervals'
import type { Interval } from '#core/intervals'
import { addWorkingTime, workingMinutesBetween } from '#calendars/workflow/working_minutes'
import type { CompiledCalendar } from '#calendars/workflow/working_minutes'

/**
 * The earliest minute with `minutes` worked since start outside the pauses (SLM-04). Pauses are
 * [from, to) in epoch minutes in any order, an open one ends at Infinity and makes the answer null
 * unless the time is used up when it begins: then the due date stays where it was.
 */
export function dueAt(
  calendar: CompiledCalendar,
  start: number,
  minutes: number,
  pauses: readonly Interval[]
): number | null {
  let cursor = start
  let left = minutes
  for (const [from, to] of mergeIntervals(pauses)) {
    if (to <= cursor) continue
    const available = workingMinutesBetween(calendar, cursor, Math.max(cursor, from))
    if (left <= available) break
    if (to === Infinity) return null
    left -= available
    cursor = to
  }
  return addWorkingTime(calendar, cursor, left)
}

/** Working minutes in [start, at) less those of the pauses; 0 when `at` is not after the start. */
export function elapsedMinutes(
  calendar: CompiledCalendar,
  start: number,
  at: number,
  pauses: readonly Interval[]
): number {
  if (at <= start) return 0

  const paused = mergeIntervals(pauses)
    .map(([from, to]): Interval => [Math.max(from, start), Math.min(to, at)])
    .filter(([from, to]) => from < to)
    .reduce((sum, [from, to]) => sum + workingMinutesBetween(calendar, from, to), 0)
  return workingMinutesBetween(calendar, start, at) - paused
}
