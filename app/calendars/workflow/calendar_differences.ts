import { WEEKDAYS } from '#calendars/workflow/working_calendar'
import type { Shift, Weekday, WorkingCalendar } from '#calendars/workflow/working_calendar'

/** Null is the ordinary week, an empty list a day off. */
type DateDifference = {
  date: string
  before: readonly Shift[] | null
  after: readonly Shift[] | null
}
type WeekdayDifference = { weekday: number; before: readonly Shift[]; after: readonly Shift[] }

export type CalendarDifferences = {
  timeZone: { before: string; after: string } | null
  weekdays: WeekdayDifference[]
  dates: DateDifference[]
}

/** What one version of a calendar works otherwise than another, in the order of the dates. */
export function calendarDifferences(
  before: WorkingCalendar,
  after: WorkingCalendar
): CalendarDifferences {
  return {
    timeZone:
      before.timeZone === after.timeZone
        ? null
        : { before: before.timeZone, after: after.timeZone },
    weekdays: WEEKDAYS.flatMap((weekday) => weekdayDifference(weekday, before, after)),
    dates: [...new Set([...Object.keys(before.exceptions), ...Object.keys(after.exceptions)])]
      .sort()
      .map((date) => ({
        date,
        before: before.exceptions[date] ?? null,
        after: after.exceptions[date] ?? null,
      }))
      .filter((each) => !isSame(each.before, each.after)),
  }
}

function weekdayDifference(
  weekday: Weekday,
  { week: before }: WorkingCalendar,
  { week: after }: WorkingCalendar
): WeekdayDifference[] {
  if (isSame(before[weekday], after[weekday])) return []
  return [{ weekday: Number(weekday), before: before[weekday], after: after[weekday] }]
}

function isSame(left: readonly Shift[] | null, right: readonly Shift[] | null): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}
