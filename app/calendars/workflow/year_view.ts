import { calendarDays, shiftMinutes } from '#calendars/workflow/calendar_days'
import { lengthOf, mergeIntervals } from '#core/intervals'
import { dayNumber, weekdayIndex } from '#calendars/workflow/local_time'
import { WEEKDAYS } from '#calendars/workflow/working_calendar'
import type { Shift, WorkingCalendar } from '#calendars/workflow/working_calendar'

/** How an exception differs from the ordinary day it replaces. */
export type ExceptionKind = 'day_off' | 'short_day' | 'extra_day' | 'other_hours'

/** What one weekday looks like, night shifts of the day before included; minutes from midnight. */
export type Lane = { weekday: number; spans: { from: number; to: number }[]; minutes: number }

export function weekLanes(calendar: WorkingCalendar): Lane[] {
  return calendarDays({ ...calendar, exceptions: {} }).week.map(({ intervals, total }, index) => ({
    weekday: index + 1,
    spans: intervals.map(([from, to]) => ({ from, to })),
    minutes: total,
  }))
}

export function exceptionKind(
  calendar: WorkingCalendar,
  date: string,
  shifts: readonly Shift[]
): ExceptionKind {
  if (shifts.length === 0) return 'day_off'
  const weekday = WEEKDAYS[weekdayIndex(dayNumber(date) ?? 0)]
  const ordinary = weekday ? minutesOf(calendar.week[weekday]) : 0
  if (ordinary === 0) return 'extra_day'
  return minutesOf(shifts) < ordinary ? 'short_day' : 'other_hours'
}

/** Working minutes of the shifts that start on one date; overlapping ones count once. */
export function minutesOf(shifts: readonly Shift[]): number {
  return lengthOf(mergeIntervals(shifts.map(shiftMinutes)))
}

/**
 * Of the years, those that are not maintained: other years have exceptions, they have none
 * (SLM-03). A calendar without any exception, such as 24×7, is meant so.
 */
export function yearsWithoutExceptions(
  calendar: WorkingCalendar,
  years: readonly number[]
): number[] {
  const known = new Set(Object.keys(calendar.exceptions).map((date) => Number(date.slice(0, 4))))
  if (known.size === 0) return []
  return [...new Set(years)].filter((year) => !known.has(year)).sort((a, b) => a - b)
}
