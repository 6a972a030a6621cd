import type { CalendarDraft, DraftSet, OwnException } from '#calendars/queries/calendar_draft'
import { workingCalendarOfDraft } from '#calendars/queries/calendar_draft'
import { workingTime, type Shift, type WorkingCalendar } from '#calendars/queries/working_time'
import { exceptionKind, minutesOf, yearsWithoutExceptions } from '#calendars/workflow/year_view'
import { clock } from '#core/clock'
import { DateTime } from 'luxon'

const FIRST_YEAR = 1971
const LAST_YEAR = 2199
const OCTOBER = 10

/** The year an address asks for, else the current one where the calendar is kept. */
export function yearOf({ timeZone }: { timeZone: string }, given: unknown): number {
  const year = Number(given)
  const isCounted = Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR
  return isCounted ? year : currentYear(timeZone)
}

/** Exceptions and working minutes of one year, and the years nobody has entered holidays for. */
export function calendarYear(draft: CalendarDraft, year: number) {
  const working = workingCalendarOfDraft(draft)
  return {
    year,
    exceptions: exceptionsOf(draft, working, year),
    months: monthMinutes(working, year),
    unmaintained: unmaintainedYears(draft, working, year),
  }
}

/** What each exception is called and where it comes from; the calendar's own ones come first. */
function dayNames({ exceptions, sets }: CalendarDraft) {
  const names = new Map<string, ReturnType<typeof ofSet> | ReturnType<typeof ownDay>>()
  for (const set of sets) for (const day of set.days) names.set(day.onDate, ofSet(set, day))
  for (const day of exceptions) names.set(day.onDate, ownDay(day))
  return names
}

function ofSet(set: DraftSet, day: DraftSet['days'][number]) {
  return {
    nameRu: day.nameRu,
    nameEn: day.nameEn,
    setCode: set.code,
    isHoliday: day.kind === 'holiday',
  }
}

function ownDay({ label }: OwnException) {
  return { nameRu: label, nameEn: label, setCode: null, isHoliday: false }
}

function exceptionsOf(draft: CalendarDraft, working: WorkingCalendar, year: number) {
  const names = dayNames(draft)
  return Object.entries(working.exceptions)
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, intervals]) => {
      const { isHoliday, ...name } = names.get(date)!
      return {
        date,
        kind: isHoliday ? ('holiday' as const) : exceptionKind(working, date, intervals),
        intervals: intervals.map(([from, to]): [string, string] => [from, to]),
        minutes: minutesOf(intervals as Shift[]),
        ...name,
      }
    })
}

/**
 * The current year, the next one from October on, and the one shown: those a holiday set does not
 * know, or without sets those in which a calendar with exceptions has none.
 */
function unmaintainedYears(
  { timeZone, sets }: CalendarDraft,
  working: WorkingCalendar,
  year: number
) {
  const now = DateTime.fromISO(clock.today(timeZone))
  const next = now.month >= OCTOBER ? [now.year + 1] : []
  const years = [...new Set([now.year, ...next, year])].sort((a, b) => a - b)
  if (sets.length === 0) return yearsWithoutExceptions(working, years)
  return years.filter((each) => sets.some((set) => !(String(each) in set.years)))
}

function currentYear(timeZone: string): number {
  return Number(clock.today(timeZone).slice(0, 4))
}

/** Working minutes of the twelve months in the calendar's own zone. */
function monthMinutes(working: WorkingCalendar, year: number): number[] {
  const time = workingTime(working)
  const start = DateTime.fromObject({ year }, { zone: working.timeZone })
  return Array.from({ length: 12 }, (_, month) =>
    time.between(
      start.plus({ months: month }).toMillis(),
      start.plus({ months: month + 1 }).toMillis()
    )
  )
}
