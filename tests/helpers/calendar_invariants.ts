import assert from 'node:assert/strict'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { workingTime } from '#calendars/queries/working_time'
import type { Pause, Shift, WorkingCalendar, WorkingTime } from '#calendars/queries/working_time'
import {
  calendars,
  instantIn,
  MINUTE,
  pausesAfter,
  timeOf,
  wholeDay,
} from '#tests/helpers/arbitrary_calendars'

/** A calendar with everything the invariants of domain §3.5 speak of. */
export type Scene = {
  calendar: WorkingCalendar
  time: WorkingTime
  a: number
  b: number
  c: number
  m: number
  n: number
  pauses: Pause[]
}

const minutes = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 20_000 }))

/** A thousand days is the longest stretch between two of the instants. */
export const scenes: fc.Arbitrary<Scene> = calendars().chain((calendar) =>
  instantIn(calendar.timeZone).chain((a) =>
    fc.record({
      calendar: fc.constant(calendar),
      time: fc.constant(workingTime(calendar)),
      a: fc.constant(a),
      b: instantIn(calendar.timeZone),
      c: instantIn(calendar.timeZone),
      m: minutes,
      n: minutes,
      pauses: pausesAfter(a),
    })
  )
)

/** The invariants by the sentence that a test is named by; each throws when it does not hold. */
export const INVARIANTS: Record<string, (scene: Scene) => void> = {
  'I1 nothing is worked within no time': ({ time, a }) => assert.equal(time.between(a, a), 0),

  'I2 the direction changes the sign': ({ time, a, b }) =>
    assert.equal(time.between(a, b) + time.between(b, a), 0),

  'I3 time adds up over any instant on the way': ({ time, a, b, c }) =>
    assert.equal(time.between(a, c), time.between(a, b) + time.between(b, c)),

  'I4 time does not shrink when the end moves on': ({ time, a, b, c }) =>
    assert.ok(time.between(a, Math.min(b, c)) <= time.between(a, Math.max(b, c))),

  'I5 working time is never more than real time': ({ time, a, b }) => {
    const [start, end] = inOrder(a, b)
    assert.ok(time.between(start, end) >= 0)
    assert.ok(time.between(start, end) <= (end - start) / MINUTE)
  },

  'I6 the end of a working time lies exactly that far away': ({ time, a, n }) =>
    whenSome(time.add(a, n), (end) => assert.equal(time.between(a, end), n)),

  'I7 an end is reached in one go or in two': ({ time, a, m, n }) =>
    whenSome(time.add(a, m), (middle) => assert.equal(time.add(middle, n), time.add(a, m + n))),

  'I8 no working time ends where it starts': ({ time, a }) => assert.equal(time.add(a, 0), a),

  'I9 an end is the earliest: the minute before it is worked': ({ time, a, n }) =>
    whenSome(time.add(a, n + 1), (end) => assert.ok(isWorking(time, end - MINUTE))),

  'I10 an end is not later than any other end of the same stretch': ({ time, a, b }) => {
    const [start, end] = inOrder(a, b)
    const earliest = time.add(start, time.between(start, end)) ?? Infinity
    assert.ok(earliest <= end)
    assert.equal(earliest === end, end === start || isWorking(time, end - MINUTE))
  },

  'I11 a start counted backwards is the latest: its own minute is worked': ({ time, a, n }) =>
    whenSome(time.subtract(a, n), (start) => {
      assert.equal(time.between(start, a), n)
      if (n > 0) assert.ok(isWorking(time, start))
    }),

  'I12 the way back undoes the way there up to idle time': ({ time, a, n }) =>
    whenSome(time.add(a, n), (end) => {
      const back = time.subtract(end, n) ?? -Infinity
      assert.ok(back >= a)
      assert.equal(back === a, n === 0 || isWorking(time, a))
    }),

  'I13 without closing hours working time is real time': ({ calendar, a, n }) => {
    const open = changeShifts({ ...calendar, exceptions: {} }, () => wholeDay)
    assert.equal(workingTime(open).add(a, n), a + n * MINUTE)
  },

  'I14 worked and free time make up real time': ({ calendar, a, b }) => {
    const days = changeShifts(calendar, (shifts) => shifts.map(withinDay))
    const worked = workingTime(days).between(a, b)
    const rest = workingTime(changeShifts(days, complementOf)).between(a, b)
    assert.equal(worked + rest, (b - a) / MINUTE)
  },

  'I15 a shift or a day less never adds time': ({ calendar, time, a, b }) => {
    const [start, end] = inOrder(a, b)
    const firstDay = DateTime.fromMillis(start, { zone: calendar.timeZone }).toISODate()!
    const lessShifts = changeShifts(calendar, (shifts) => shifts.slice(1))
    const lessDays = { ...calendar, exceptions: { ...calendar.exceptions, [firstDay]: [] } }
    assert.ok(workingTime(lessShifts).between(start, end) <= time.between(start, end))
    assert.ok(workingTime(lessDays).between(start, end) <= time.between(start, end))
  },

  'I16 shifts may be split or listed twice': ({ calendar, time, a, b, m }) => {
    const split = changeShifts(calendar, (shifts) => shifts.flatMap((each) => splitAt(each, m)))
    const twice = changeShifts(calendar, (shifts) => [...shifts, ...shifts])
    assert.equal(workingTime(split).between(a, b), time.between(a, b))
    assert.equal(workingTime(twice).between(a, b), time.between(a, b))
  },

  'I17 the offset in which an instant is written does not matter': ({ time, a, b }) => {
    const elsewhere = DateTime.fromMillis(a, { zone: 'Asia/Kathmandu' }).toISO() ?? ''
    assert.equal(time.between(DateTime.fromISO(elsewhere).toMillis(), b), time.between(a, b))
  },

  'I18 an end moves with the time and never back with the start': ({ time, a, b, m, n }) => {
    const [less, more] = [time.add(a, n + 1), time.add(a, n + m + 2)]
    if (less !== null && more !== null) assert.ok(less < more)
    const [start, later] = inOrder(a, b)
    const [early, late] = [time.add(start, n), time.add(later, n)]
    if (early !== null && late !== null) assert.ok(early <= late)
  },

  'I19 idle pauses, their order and their cut do not matter': ({ time, a, n, pauses }) => {
    const due = time.dueAt(a, n, pauses)
    const idle = pauses.filter(({ from, to }) => time.between(from, to ?? from) === 0)
    assert.equal(time.dueAt(a, n, [...pauses].reverse()), due)
    assert.equal(time.dueAt(a, n, pauses.flatMap(inHalves)), due)
    assert.equal(time.dueAt(a, n, idle), time.add(a, n))
  },

  'I20 a due date comes when exactly that much has elapsed': ({ time, a, n, pauses }) =>
    whenSome(time.dueAt(a, n, pauses), (due) => assert.equal(time.elapsed(a, due, pauses), n)),

  'I21 time adds up over the local days': ({ calendar, time, a, m }) => {
    const end = a + m * MINUTE
    let sum = 0
    for (let cursor = a; cursor < end;) {
      const midnight = DateTime.fromMillis(cursor, { zone: calendar.timeZone })
        .plus({ days: 1 })
        .startOf('day')
      const until = Math.min(midnight.toMillis(), end)
      sum += time.between(cursor, until)
      cursor = until
    }
    assert.equal(sum, time.between(a, end))
  },

  'the next working instant is the first worked minute from there on': ({ time, a }) =>
    whenSome(time.next(a), (next) => {
      assert.ok(isWorking(time, next))
      assert.equal(time.between(a, next), 0)
    }),

  'a minute is worked when its wall-clock minute is covered, on days of changed clocks too': ({
    calendar,
    time,
    a,
    b,
    m,
  }) => {
    for (const minute of [a, b, a + m * MINUTE, b + m * MINUTE]) {
      assert.equal(isWorking(time, minute), isCovered(calendar, minute))
    }
  },
}

/** For calendars that run out of working time there is nothing to check. */
function whenSome(instant: number | null, check: (instant: number) => void): void {
  if (instant !== null) check(instant)
}

function isWorking(time: WorkingTime, minute: number): boolean {
  return time.between(minute, minute + MINUTE) === 1
}

function inOrder(a: number, b: number): [number, number] {
  return [Math.min(a, b), Math.max(a, b)]
}

function inHalves({ from, to }: Pause): Pause[] {
  const middle = from + Math.floor(((to ?? from) - from) / 2 / MINUTE) * MINUTE
  return [
    { from: middle, to },
    { from, to: middle },
  ]
}

/** A shift over midnight ends with its day. */
function withinDay(shift: Shift): Shift {
  return shift[1] <= shift[0] ? [shift[0], '24:00'] : shift
}

/** The rule in words: the wall-clock minute lies in a shift of its own or of the day before. */
function isCovered(calendar: WorkingCalendar, ms: number): boolean {
  const wall = DateTime.fromMillis(ms, { zone: calendar.timeZone })
  const time = wall.toFormat('HH:mm')
  const today = shiftsOn(calendar, wall).some(([from, to]) =>
    to <= from ? time >= from : time >= from && time < to
  )
  const yesterday = shiftsOn(
    calendar,
    wall.setZone('UTC', { keepLocalTime: true }).minus({ days: 1 })
  )
  return today || yesterday.some(([from, to]) => to <= from && time < to)
}

function shiftsOn(calendar: WorkingCalendar, date: DateTime): readonly Shift[] {
  const weekday = String(date.weekday) as keyof WorkingCalendar['week']
  return calendar.exceptions[date.toFormat('yyyy-MM-dd')] ?? calendar.week[weekday]
}

function changeShifts(
  calendar: WorkingCalendar,
  change: (shifts: readonly Shift[]) => readonly Shift[]
): WorkingCalendar {
  const { week, exceptions } = calendar
  return {
    ...calendar,
    week: {
      '1': change(week['1']),
      '2': change(week['2']),
      '3': change(week['3']),
      '4': change(week['4']),
      '5': change(week['5']),
      '6': change(week['6']),
      '7': change(week['7']),
    },
    exceptions: Object.fromEntries(
      Object.entries(exceptions).map(([date, shifts]) => [date, change(shifts)])
    ),
  }
}

/** Splits where the shift's date allows it: after its start and before the next midnight. */
function splitAt(shift: Shift, seed: number): Shift[] {
  const start = minutesOf(shift[0])
  const end = shift[1] <= shift[0] ? 1440 : minutesOf(shift[1])
  const point = start + 1 + (seed % Math.max(1, end - start - 1))
  if (point >= end) return [shift]
  return [
    [shift[0], timeOf(point)],
    [timeOf(point), shift[1]],
  ]
}

/** What a day without shifts over midnight leaves free. */
function complementOf(shifts: readonly Shift[]): Shift[] {
  const free: Shift[] = []
  let cursor = '00:00'
  for (const [from, to] of [...shifts].sort()) {
    if (from > cursor) free.push([cursor, from])
    if (to > cursor) cursor = to
  }
  return cursor < '24:00' ? [...free, [cursor, '24:00']] : free
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
