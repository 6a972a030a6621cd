import { shiftMinutes } from '#calendars/workflow/calendar_days'
import type { HolidayKind } from '#calendars/workflow/holiday_kinds'
import { clipIntervals, coveredAt, lengthOf, mergeIntervals } from '#core/intervals'
import type { Interval } from '#core/intervals'
import { dayNumber, MINUTES_PER_DAY, weekdayIndex } from '#calendars/workflow/local_time'
import { WEEKDAYS } from '#calendars/workflow/working_calendar'
import type { Shift, WorkingCalendar } from '#calendars/workflow/working_calendar'

export type Holiday = { onDate: string; kind: HolidayKind; replacesOn: string | null }

type Week = WorkingCalendar['week']
type Exceptions = Record<string, readonly Shift[]>

/** ТК РФ art. 95: the working day before a holiday is an hour shorter. */
const HOUR = 60

/**
 * The exceptions a calendar really has: the days of its holiday sets, a later set before an earlier
 * one, and above all its own. Sorted by date, so that equal calendars have equal texts.
 */
export function composeExceptions(
  week: Week,
  sets: readonly (readonly Holiday[])[],
  own: Exceptions
): Exceptions {
  const days = new Map<string, readonly Shift[]>()
  for (const holiday of sets.flat()) days.set(holiday.onDate, holidayShifts(week, holiday))
  for (const [date, shifts] of Object.entries(own)) days.set(date, shifts)
  return Object.fromEntries([...days].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What is worked on a date of a holiday set by people with this week. */
export function holidayShifts(week: Week, { kind, onDate, replacesOn }: Holiday): readonly Shift[] {
  const shifts = () => week[weekdayOf(replacesOn ?? onDate)]
  switch (kind) {
    case 'holiday':
    case 'day_off':
      return []
    case 'working_day':
      return shifts().length > 0 ? shifts() : firstWorked(week)
    case 'short_day':
      return shortened(shifts(), (minutes) => minutes - HOUR)
    case 'half_day':
      return shortened(shifts(), (minutes) => Math.floor(minutes / 2))
    default:
      return kind satisfies never
  }
}

/** The hours of the week's first working day, for a day that usually is none. */
function firstWorked(week: Week): readonly Shift[] {
  const worked = WEEKDAYS.find((weekday) => week[weekday].length > 0)
  return worked ? week[worked] : []
}

function weekdayOf(date: string) {
  return WEEKDAYS[weekdayIndex(dayNumber(date) ?? 0)] ?? '1'
}

/** Keeps the beginning of the day and leaves out its end. */
function shortened(shifts: readonly Shift[], keep: (minutes: number) => number): Shift[] {
  const merged = mergeIntervals(shifts.map(shiftMinutes))
  const kept = keep(lengthOf(merged))
  const first = merged[0]
  if (!first || kept <= 0) return []
  const end = coveredAt(merged, kept - 1) + 1
  return clipIntervals(merged, [first[0], end]).flatMap(toShifts)
}

/** A shift is at most a day long: what overlapping shifts make longer takes two of them. */
function toShifts([from, to]: Interval): Shift[] {
  if (to - from <= MINUTES_PER_DAY) return [[clockOf(from), clockOf(to)]]
  return [
    [clockOf(from), clockOf(from + MINUTES_PER_DAY)],
    [clockOf(to - MINUTES_PER_DAY), clockOf(to)],
  ]
}

/** HH:MM; midnight at the end of the day is 24:00. */
function clockOf(minute: number): string {
  const inDay = minute > MINUTES_PER_DAY ? minute - MINUTES_PER_DAY : minute
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`
}
