import { composeExceptions, holidayShifts, type Holiday } from '#calendars/workflow/holiday_shifts'
import { calendarDifferences } from '#calendars/workflow/calendar_differences'
import { workingTime, type Shift } from '#calendars/queries/working_time'
import { calendars, localDate } from '#tests/helpers/arbitrary_calendars'
import { test } from '@japa/runner'
import fc from 'fast-check'

const week = (day: Shift[], weekend: Shift[] = []) => ({
  ...{ '1': day, '2': day, '3': day, '4': day, '5': day, '6': weekend, '7': weekend },
})
const on = (onDate: string, kind: Holiday['kind'], replacesOn: string | null = null): Holiday => ({
  ...{ onDate, kind, replacesOn },
})
const TUESDAY = '2026-11-03'
const SATURDAY = '2026-11-07'

test.group('SLM-03 a day of a holiday set', () => {
  test('{kind} of {week} is {expected}')
    .with([
      { kind: 'holiday', week: [['09:00', '18:00']], expected: [] },
      { kind: 'day_off', week: [['09:00', '18:00']], expected: [] },
      { kind: 'short_day', week: [['09:00', '18:00']], expected: [['09:00', '17:00']] },
      {
        kind: 'short_day',
        week: [
          ['09:00', '13:00'],
          ['14:00', '14:30'],
        ],
        expected: [['09:00', '12:30']],
      },
      { kind: 'short_day', week: [['22:00', '06:00']], expected: [['22:00', '05:00']] },
      { kind: 'short_day', week: [['22:00', '00:30']], expected: [['22:00', '23:30']] },
      { kind: 'short_day', week: [['00:00', '24:00']], expected: [['00:00', '23:00']] },
      { kind: 'short_day', week: [['09:00', '10:00']], expected: [] },
      {
        kind: 'half_day',
        week: [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
        expected: [['09:00', '13:00']],
      },
      { kind: 'working_day', week: [['09:00', '18:00']], expected: [['09:00', '18:00']] },
    ] as { kind: Holiday['kind']; week: Shift[]; expected: Shift[] }[])
    .run(({ assert }, { kind, week: day, expected }) => {
      assert.deepEqual(holidayShifts(week(day), on(TUESDAY, kind)), expected)
    })

  test('opens a Saturday with the hours of a working day', ({ assert }) => {
    const office = week([['09:00', '18:00']])
    assert.deepEqual(holidayShifts(office, on(SATURDAY, 'working_day')), [['09:00', '18:00']])
    assert.deepEqual(holidayShifts(week([]), on(SATURDAY, 'working_day')), [])
    assert.deepEqual(holidayShifts(office, on(SATURDAY, 'short_day')), [])
    assert.deepEqual(holidayShifts(office, on(SATURDAY, 'short_day', TUESDAY)), [
      ['09:00', '17:00'],
    ])
  })

  test('gives way to a later set, and both to the calendar’s own exception', ({ assert }) => {
    const sets = [[on(TUESDAY, 'holiday'), on(SATURDAY, 'holiday')], [on(TUESDAY, 'short_day')]]
    const own = { [SATURDAY]: [['10:00', '12:00']] as Shift[] }
    assert.deepEqual(composeExceptions(week([['09:00', '18:00']]), sets, own), {
      [TUESDAY]: [['09:00', '17:00']],
      [SATURDAY]: [['10:00', '12:00']],
    })
  })

  test('I15 a holiday, a short day and a half day never add working time', ({ assert }) => {
    const kinds = fc.constantFrom<Holiday['kind']>('holiday', 'short_day', 'half_day')
    const property = fc.property(calendars(), kinds, fc.nat(1400), (calendar, kind, day) => {
      const start = Date.UTC(2024, 0, 2) + day * 86_400_000
      const date = localDate(start, calendar.timeZone)
      const plain = { ...calendar, exceptions: {} }
      const exceptions = composeExceptions(plain.week, [[on(date, kind)]], {})
      const span = [start - 3 * 86_400_000, start + 3 * 86_400_000] as const
      const less = workingTime({ ...plain, exceptions })
      assert.isAtMost(less.between(...span), workingTime(plain).between(...span))
    })
    fc.assert(property, { numRuns: 500 })
  })
})

test.group('SLM-08 the difference between two versions', () => {
  const before = { timeZone: 'UTC', week: week([['09:00', '18:00']]), exceptions: {} }

  test('is empty between equals', ({ assert }) => {
    const none = { timeZone: null, weekdays: [], dates: [] }
    assert.deepEqual(calendarDifferences(before, structuredClone(before)), none)
  })

  test('names zone, weekdays and dates with what was and what is', ({ assert }) => {
    const after = {
      timeZone: 'Europe/Berlin',
      week: { ...before.week, '6': [['10:00', '14:00']] as Shift[] },
      exceptions: { [TUESDAY]: [] },
    }
    assert.deepEqual(calendarDifferences(before, after), {
      timeZone: { before: 'UTC', after: 'Europe/Berlin' },
      weekdays: [{ weekday: 6, before: [], after: [['10:00', '14:00']] }],
      dates: [{ date: TUESDAY, before: null, after: [] }],
    })
  })
})
