import { DateTime } from 'luxon'
import { exact } from '#core/money'
import type { TimeSegment } from '#billing/workflow/tm'
import type { BandWindow } from '#contracts/models/terms_types'

const MINUTE_MS = 60_000

/** `isDayOff` answers for a local ISO date by the contract's calendar. */
export interface BandCalendar {
  zone: string
  windows: readonly BandWindow[]
  fallback: { band: string; multiplier: string }
  isDayOff: (localDate: string) => boolean
}

/**
 * Splits an entry at band borders and at local midnight, in real minutes across a clock change.
 * A window counts on the days it is in force. Where windows overlap the highest multiplier counts;
 * they never multiply.
 * @throws RangeError on a malformed instant, or when the end is before the start
 */
export function splitByBands(start: string, end: string, calendar: BandCalendar): TimeSegment[] {
  const from = instant(start, calendar.zone)
  const to = instant(end, calendar.zone)
  if (to < from) throw new RangeError(`Ends before it starts: ${start} – ${end}`)

  const borders = [...cuts(from, to, calendar), to]
  const segments: TimeSegment[] = []
  let at = from
  for (const border of borders) {
    append(segments, segment(at, border, calendar))
    at = border
  }
  return segments
}

function instant(text: string, zone: string): DateTime {
  const parsed = DateTime.fromISO(text, { zone })
  if (!parsed.isValid) throw new RangeError(`Not an instant or zone: ${text}, ${zone}`)
  return parsed.second === 0 && parsed.millisecond === 0 ? parsed : parsed.startOf('minute')
}

/** Every window border and midnight strictly inside the entry, in order of time. */
function cuts(from: DateTime, to: DateTime, calendar: BandCalendar): DateTime[] {
  const found: DateTime[] = []
  for (let day = from.startOf('day'); day <= to; day = day.plus({ days: 1 })) {
    found.push(...bordersOf(day, calendar).filter((border) => border > from && border < to))
  }
  return found
}

/** Days of a calendar whose borders are known: a month of work asks for the same few again and again. */
const known = new WeakMap<BandCalendar, Map<number, DateTime[]>>()

function bordersOf(day: DateTime, calendar: BandCalendar): DateTime[] {
  const days = known.get(calendar) ?? new Map<number, DateTime[]>()
  known.set(calendar, days)
  const borders = days.get(day.toMillis()) ?? bordersOn(day, calendar)
  days.set(day.toMillis(), borders)
  return borders
}

function bordersOn(day: DateTime, { windows }: BandCalendar): DateTime[] {
  const minutes = [0, ...windows.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute])]
  const borders = [...new Set(minutes)].map((minute) => atMinute(day, minute))
  const byMillis = new Map(borders.map((border) => [border.toMillis(), border]))
  return [...byMillis.values()].sort((one, other) => one.toMillis() - other.toMillis())
}

function atMinute(day: DateTime, minute: number): DateTime {
  if (minute === 1440) return day.plus({ days: 1 }).startOf('day')
  return day.set({ hour: Math.floor(minute / 60), minute: minute % 60 })
}

function segment(from: DateTime, to: DateTime, calendar: BandCalendar): TimeSegment {
  const { band, multiplier } = bandAt(from, calendar)
  const minutes = Math.round((to.toMillis() - from.toMillis()) / MINUTE_MS)
  return { serviceDate: localDate(from), band, multiplier, minutes }
}

function bandAt(at: DateTime, { windows, fallback, isDayOff }: BandCalendar) {
  const minute = at.hour * 60 + at.minute
  const date = localDate(at)
  const day = isDayOff(date) ? 'off' : 'working'
  const [best] = windows
    .filter(({ validFrom, validTo }) => validFrom <= date && (validTo === null || date <= validTo))
    .filter((window) => window.days === 'any' || window.days === day)
    .filter(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute)
    .sort((one, other) => exact(other.multiplier).comparedTo(exact(one.multiplier)))
  return best ?? fallback
}

function append(segments: TimeSegment[], next: TimeSegment): void {
  if (next.minutes === 0) return
  const last = segments.at(-1)
  if (last && priceOf(last) === priceOf(next)) {
    last.minutes += next.minutes
    return
  }
  segments.push(next)
}

/** Hours of one name may cost differently at different times of one day. */
function priceOf({ serviceDate, band, multiplier }: TimeSegment): string {
  return [serviceDate, band, multiplier].join('|')
}

function localDate(at: DateTime): string {
  return at.toISODate()!
}
