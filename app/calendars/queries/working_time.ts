import { compileCalendar } from '#calendars/workflow/compile_calendar'
import type { WorkingCalendar, WorkingTime } from '#calendars/workflow/working_calendar'

export type {
  Pause,
  Shift,
  WorkingCalendar,
  WorkingTime,
} from '#calendars/workflow/working_calendar'

const KEPT = 500
const compiled = new Map<string, WorkingTime>()

/**
 * Working time of a calendar, for every other domain. Equal calendars share one compiled object,
 * whatever row or version they came from; the least recently used is forgotten first.
 * Throws InvalidCalendarError when the calendar is not sound.
 */
export function workingTime(calendar: WorkingCalendar): WorkingTime {
  const key = JSON.stringify([calendar.timeZone, calendar.week, calendar.exceptions])
  const known = compiled.get(key) ?? compileCalendar(calendar)
  compiled.delete(key)
  compiled.set(key, known)
  forgetOldest()
  return known
}

function forgetOldest(): void {
  if (compiled.size <= KEPT) return
  for (const key of compiled.keys()) {
    compiled.delete(key)
    return
  }
}
