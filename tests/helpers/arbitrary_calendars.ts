import fc from 'fast-check'
import { DateTime } from 'luxon'
import type { Pause, Shift, WorkingCalendar } from '#calendars/queries/working_time'

export const MINUTE = 60_000
export const DAY = 1440 * MINUTE
const FIRST = Date.UTC(2024, 0, 1)
const LAST = Date.UTC(2027, 11, 31)

/** Zones with every kind of trouble: half hours, midnight changes, Ramadan, a fixed offset. */
export const ZONES = [
  'UTC',
  'Europe/Moscow',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'America/Santiago',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Africa/Cairo',
  'Africa/Casablanca',
] as const

/** Instants (epoch ms) at which the zone changes its clocks, found day by day with luxon alone. */
export function clockChanges(zone: string): number[] {
  const offset = (ms: number) => DateTime.fromMillis(ms, { zone }).offset
  const changes: number[] = []
  for (let day = FIRST; day < LAST; day += DAY) {
    if (offset(day) === offset(day + DAY)) continue
    let minute = day
    while (offset(minute) === offset(day)) minute += 30 * MINUTE
    changes.push(minute)
  }
  return changes
}

const CHANGES = new Map(ZONES.map((zone) => [zone as string, clockChanges(zone)]))

export const wholeDay: readonly Shift[] = [['00:00', '24:00']]

export function timeOf(minute: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** Boundaries fall on any minute, often within the hours in which clocks change. */
const minuteOfDay = fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 240 }))

export const anyShift: fc.Arbitrary<Shift> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(minuteOfDay.map(timeOf), minuteOfDay.map(timeOf)) },
  { weight: 1, arbitrary: fc.constant<Shift>(['00:00', '24:00']) },
  { weight: 1, arbitrary: fc.constant<Shift>(['22:00', '06:00']) }
)

export const dayShift: fc.Arbitrary<Shift> = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => [timeOf(from), timeOf(to)])

export function calendars(shift = anyShift): fc.Arbitrary<WorkingCalendar> {
  const shifts = fc.array(shift, { maxLength: 3 })
  const week = fc.record({
    '1': shifts,
    '2': shifts,
    '3': shifts,
    '4': shifts,
    '5': shifts,
    '6': shifts,
    '7': shifts,
  })
  return fc.constantFrom(...ZONES).chain((timeZone) =>
    fc.record({
      timeZone: fc.constant(timeZone),
      week,
      exceptions: fc.dictionary(
        instantIn(timeZone).map((ms) => localDate(ms, timeZone)),
        shifts,
        { maxKeys: 8 }
      ),
    })
  )
}

/** A whole minute of 2024–2027, every other one within two days of a change of the clocks. */
export function instantIn(zone: string): fc.Arbitrary<number> {
  const somewhere = fc.integer({ min: FIRST / MINUTE, max: LAST / MINUTE })
  const changes = CHANGES.get(zone) ?? []
  if (changes.length === 0) return somewhere.map((minute) => minute * MINUTE)
  const near = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -2880, max: 2880 }))
    .map(([change, minutes]) => change / MINUTE + minutes)
  return fc.oneof(somewhere, near).map((minute) => minute * MINUTE)
}

export function pausesAfter(start: number): fc.Arbitrary<Pause[]> {
  const pause = fc
    .tuple(fc.integer({ min: -2000, max: 20_000 }), fc.integer({ min: 0, max: 6000 }))
    .map(([from, length]) => ({
      from: start + from * MINUTE,
      to: start + (from + length) * MINUTE,
    }))
  return fc.array(pause, { maxLength: 4 })
}

export function localDate(ms: number, zone: string): string {
  return DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd')
}
