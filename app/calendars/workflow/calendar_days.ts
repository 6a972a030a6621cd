import { clipIntervals, lengthOf, mergeIntervals } from '#core/intervals'
import type { Interval } from '#core/intervals'
import {
  dayNumber,
  MINUTES_PER_DAY,
  minutesOfTime,
  weekdayIndex,
} from '#calendars/workflow/local_time'
import { WEEKDAYS } from '#calendars/workflow/working_calendar'
import type { Shift, WorkingCalendar } from '#calendars/workflow/working_calendar'

/** What is worked on one local date, night shifts of the day before included. */
export type DayShape = { intervals: readonly Interval[]; total: number }

/** The seven ordinary days, Monday first, and every date an exception makes differ from them. */
export type CalendarDays = {
  week: readonly DayShape[]
  irregular: readonly { day: number; shape: DayShape }[]
}

const TODAY: Interval = [0, MINUTES_PER_DAY]
const TOMORROW: Interval = [MINUTES_PER_DAY, 2 * MINUTES_PER_DAY]

export function calendarDays(calendar: WorkingCalendar): CalendarDays {
  const week = WEEKDAYS.map((weekday) => calendar.week[weekday].map(shiftMinutes))
  const exceptions = new Map(
    Object.entries(calendar.exceptions).map(([date, shifts]) => [
      dayNumber(date),
      shifts.map(shiftMinutes),
    ])
  )
  const ordinary = (day: number) => week[weekdayIndex(day)] ?? []
  const actual = (day: number) => exceptions.get(day) ?? ordinary(day)

  return {
    week: WEEKDAYS.map((_, index) => shapeOf(ordinary(index + 4), ordinary(index + 3))),
    irregular: touchedDays(exceptions.keys()).map((day) => ({
      day,
      shape: shapeOf(actual(day), actual(day - 1)),
    })),
  }
}

/** Minutes from local midnight of the shift's date; the end passes 1440 over midnight. */
export function shiftMinutes([from, to]: Shift): Interval {
  const start = minutesOfTime(from) ?? 0
  const end = minutesOfTime(to) ?? 0
  return [start, end <= start ? end + MINUTES_PER_DAY : end]
}

/** An exception changes its own date and, through a night shift, the date after it. */
function touchedDays(dates: Iterable<number | null>): number[] {
  const days = [...dates].filter((day) => day !== null).flatMap((day) => [day, day + 1])
  return [...new Set(days)].sort((a, b) => a - b)
}

function shapeOf(own: readonly Interval[], dayBefore: readonly Interval[]): DayShape {
  const intervals = mergeIntervals([
    ...clipIntervals(own, TODAY),
    ...clipIntervals(dayBefore, TOMORROW, -MINUTES_PER_DAY),
  ])
  return { intervals, total: lengthOf(intervals) }
}
