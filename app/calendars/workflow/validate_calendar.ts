import { IANAZone } from 'luxon'
import { dayNumber, MINUTES_PER_DAY, minutesOfTime } from '#calendars/workflow/local_time'
import { WEEKDAYS } from '#calendars/workflow/working_calendar'
import type { Shift, WorkingCalendar } from '#calendars/workflow/working_calendar'

export type CalendarProblemCode =
  'unknown_zone' | 'unknown_weekday' | 'bad_exception_date' | 'bad_time' | 'longer_than_a_day'

/** `where` is the path in the calendar ("week.1.0"), `value` what stands there. */
export type CalendarProblem = { code: CalendarProblemCode; where: string; value: string }

/**
 * Everything that forbids to use the calendar; empty when it is sound (SLM-03).
 * Overlapping shifts are no problem: they are a union.
 */
export function validateCalendar(calendar: WorkingCalendar): CalendarProblem[] {
  return [
    ...zoneProblems(calendar.timeZone),
    ...Object.entries(calendar.week).flatMap(([weekday, shifts]) => [
      ...weekdayProblems(weekday),
      ...shiftsProblems(shifts, `week.${weekday}`),
    ]),
    ...Object.entries(calendar.exceptions).flatMap(([date, shifts]) => [
      ...dateProblems(date),
      ...shiftsProblems(shifts, `exceptions.${date}`),
    ]),
  ]
}

/** Asking Intl for a zone costs more than all the rest: those it knows are remembered. */
const knownZones = new Set<string>()

function zoneProblems(timeZone: string): CalendarProblem[] {
  if (knownZones.has(timeZone)) return []
  // Intl also takes bare offsets such as "+03:00", which know no change of the clocks.
  const isKnown = /^[A-Za-z]/.test(timeZone) && IANAZone.isValidZone(timeZone)
  if (!isKnown) return [{ code: 'unknown_zone', where: 'timeZone', value: timeZone }]
  knownZones.add(timeZone)
  return []
}

function weekdayProblems(weekday: string): CalendarProblem[] {
  const known = WEEKDAYS.some((each) => each === weekday)
  return known ? [] : [{ code: 'unknown_weekday', where: `week.${weekday}`, value: weekday }]
}

function dateProblems(date: string): CalendarProblem[] {
  if (dayNumber(date) !== null) return []
  return [{ code: 'bad_exception_date', where: `exceptions.${date}`, value: date }]
}

function shiftsProblems(shifts: readonly Shift[], path: string): CalendarProblem[] {
  return shifts.flatMap(([from, to], index) => {
    const code = shiftProblem(minutesOfTime(from), minutesOfTime(to))
    return code ? [{ code, where: `${path}.${index}`, value: `${from}–${to}` }] : []
  })
}

function shiftProblem(from: number | null, to: number | null): CalendarProblemCode | null {
  if (from === null || to === null) return 'bad_time'
  if (from >= MINUTES_PER_DAY) return 'bad_time'
  if (to - from > MINUTES_PER_DAY) return 'longer_than_a_day'
  return to > MINUTES_PER_DAY ? 'bad_time' : null
}
