import { DateTime } from 'luxon'
import { workingTime, type WorkingCalendar } from '#calendars/queries/working_time'

export interface CalendarCase {
  id: string
  operation: 'between' | 'add' | 'sub' | 'next' | 'slaDue' | 'slaElapsed'
  calendar: string
  input: {
    start?: string
    end?: string
    at?: string
    minutes?: number
    pauses?: [string, string | null][]
  }
  expected: number | string | null
}

/**
 * Runs one case of the calendar truth: whole minutes, or an instant as `2026-03-07T03:00:00Z`.
 * @throws Error on an operation or calendar the file does not define
 */
export function runCalendarCase(
  { operation, calendar, input }: CalendarCase,
  calendars: Record<string, WorkingCalendar>
): number | string | null {
  const definition = calendars[calendar]
  if (!definition) throw new Error(`No calendar ${calendar}`)
  const time = workingTime(definition)
  const minutes = input.minutes ?? 0

  switch (operation) {
    case 'between':
      return time.between(toMs(input.start), toMs(input.end))
    case 'add':
      return toIso(time.add(toMs(input.start), minutes))
    case 'sub':
      return toIso(time.subtract(toMs(input.end), minutes))
    case 'next':
      return toIso(time.next(toMs(input.at)))
    case 'slaDue':
      return toIso(time.dueAt(toMs(input.start), minutes, pausesOf(input)))
    case 'slaElapsed':
      return time.elapsed(toMs(input.start), toMs(input.at), pausesOf(input))
    default:
      return refuse(operation)
  }
}

function pausesOf({ pauses = [] }: CalendarCase['input']) {
  return pauses.map(([from, to]) => ({ from: toMs(from), to: to === null ? null : toMs(to) }))
}

function toMs(iso: string | undefined): number {
  return DateTime.fromISO(iso ?? 'missing').toMillis()
}

function toIso(ms: number | null): string | null {
  if (ms === null) return null
  return DateTime.fromMillis(ms, { zone: 'utc' }).toISO({ suppressMilliseconds: true })
}

function refuse(operation: never): never {
  throw new Error(`Unknown operation: ${String(operation)}`)
}
