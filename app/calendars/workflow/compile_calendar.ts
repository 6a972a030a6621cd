import type { Interval } from '#core/intervals'
import { LocalCoverage } from '#calendars/workflow/local_coverage'
import { dueAt, elapsedMinutes } from '#calendars/workflow/paused_minutes'
import { validateCalendar } from '#calendars/workflow/validate_calendar'
import type { CalendarProblem } from '#calendars/workflow/validate_calendar'
import {
  addWorkingTime,
  FIRST_MINUTE,
  LAST_MINUTE,
  nextWorkingInstant,
  subtractWorkingTime,
  workingMinutesBetween,
} from '#calendars/workflow/working_minutes'
import type { CompiledCalendar } from '#calendars/workflow/working_minutes'
import type { Pause, WorkingCalendar, WorkingTime } from '#calendars/workflow/working_calendar'
import { zoneOffsets } from '#calendars/workflow/zone_offsets'

const MS_PER_MINUTE = 60_000

export class InvalidCalendarError extends Error {
  override name = 'InvalidCalendarError'

  constructor(readonly problems: readonly CalendarProblem[]) {
    super(problems.map(({ code, where, value }) => `${where}: ${code} (${value})`).join('; '))
  }
}

/**
 * Prepares a calendar once for any number of computations. Keep the result as long as the
 * calendar's version lives. Throws InvalidCalendarError with all problems.
 */
export function compileCalendar(calendar: WorkingCalendar): WorkingTime {
  const problems = validateCalendar(calendar)
  if (problems.length > 0) throw new InvalidCalendarError(problems)

  const compiled: CompiledCalendar = {
    coverage: new LocalCoverage(calendar),
    zone: zoneOffsets(calendar.timeZone),
  }
  return {
    timeZone: calendar.timeZone,
    between: (start, end) => workingMinutesBetween(compiled, toMinute(start), toMinute(end)),
    add: (start, minutes) => toMs(addWorkingTime(compiled, toMinute(start), whole(minutes))),
    subtract: (end, minutes) => toMs(subtractWorkingTime(compiled, toMinute(end), whole(minutes))),
    next: (at) => toMs(nextWorkingInstant(compiled, toMinute(at))),
    dueAt: (start, minutes, pauses) =>
      toMs(dueAt(compiled, toMinute(start), whole(minutes), pauses.map(toInterval))),
    elapsed: (start, at, pauses) =>
      elapsedMinutes(compiled, toMinute(start), toMinute(at), pauses.map(toInterval)),
  }
}

function toInterval({ from, to }: Pause): Interval {
  return [toMinute(from), to === null ? Infinity : toMinute(to)]
}

function toMinute(ms: number): number {
  const minute = Math.floor(ms / MS_PER_MINUTE)
  if (minute >= FIRST_MINUTE && minute <= LAST_MINUTE) return minute
  throw new RangeError(`Working time is counted between 1970 and 2200, not at ${ms}`)
}

function toMs(minute: number | null): number | null {
  return minute === null ? null : minute * MS_PER_MINUTE
}

function whole(minutes: number): number {
  if (Number.isSafeInteger(minutes) && minutes >= 0) return minutes
  throw new RangeError(`Whole minutes from 0 up are wanted, not ${minutes}`)
}
