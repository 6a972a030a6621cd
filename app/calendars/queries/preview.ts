import { UncountedMoment } from '#calendars/errors'
import {
  workingTime,
  type WorkingCalendar,
  type WorkingTime,
} from '#calendars/queries/working_time'
import { DateTime } from 'luxon'

const FIRST_YEAR = 1971
const LAST_YEAR = 2190
/** More days than this are told by their number alone. */
const EXPLAINED_DAYS = 45

export type ExplainedDay = { date: string; minutes: number; isException: boolean }

/**
 * When a target is used up: `opened` is wall-clock time of the calendar, `dueAt` an instant in its
 * zone, null when the calendar runs out of working time. `days` tell how the time is used up, from
 * the first local date to the last, with the exceptions passed. Throws UncountedMoment.
 */
export function previewDue(working: WorkingCalendar, opened: string, minutes: number) {
  const start = instantOf(working, opened, 'opened')
  const time = workingTime(working)
  const due = time.add(start.toMillis(), minutes)
  if (due === null) return { openedAt: start.toISO(), dueAt: null, days: [], omittedDays: 0 }
  const end = DateTime.fromMillis(due, { zone: working.timeZone })
  const { days, omittedDays } = explain(working, time, start, end)
  return { openedAt: start.toISO(), dueAt: end.toISO(), days, omittedDays }
}

/** Working minutes between two wall-clock times, negative when reversed. Throws UncountedMoment. */
export function previewWorked(working: WorkingCalendar, from: string, to: string) {
  const start = instantOf(working, from, 'from')
  const end = instantOf(working, to, 'to')
  return {
    from: start.toISO(),
    to: end.toISO(),
    minutes: workingTime(working).between(start.toMillis(), end.toMillis()),
  }
}

/** The wall-clock moment of a calendar as an instant. Throws UncountedMoment. */
export function instantOf({ timeZone }: { timeZone: string }, text: string, field: string) {
  const instant = DateTime.fromISO(text, { zone: timeZone })
  if (instant.isValid && instant.year >= FIRST_YEAR && instant.year <= LAST_YEAR) return instant
  throw new UncountedMoment(field)
}

function explain(
  { exceptions }: WorkingCalendar,
  time: WorkingTime,
  start: DateTime,
  end: DateTime
) {
  const days: ExplainedDay[] = []
  let midnight = start.startOf('day')
  while ((midnight < end || days.length === 0) && days.length < EXPLAINED_DAYS) {
    const next = midnight.plus({ days: 1 }).startOf('day')
    const [from, to] = [Math.max(+midnight, +start), Math.min(+next, +end)]
    const date = midnight.toISODate()!
    days.push({ date, minutes: time.between(from, to), isException: date in exceptions })
    midnight = next
  }
  const left = midnight < end ? Math.ceil(end.diff(midnight, 'days').days) : 0
  return { days, omittedDays: left }
}
