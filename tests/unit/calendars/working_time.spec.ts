import { test } from '@japa/runner'
import { workingTime } from '#calendars/queries/working_time'
import type { Shift, WorkingCalendar } from '#calendars/queries/working_time'
import { ambiguousShifts } from '#calendars/workflow/ambiguous_shifts'
import { compileCalendar, InvalidCalendarError } from '#calendars/workflow/compile_calendar'
import { validateCalendar } from '#calendars/workflow/validate_calendar'

const DAY_OFF: readonly Shift[] = []
const OFFICE: readonly Shift[] = [['09:00', '18:00']]

function calendar(timeZone: string, weekdays: readonly Shift[], weekend = DAY_OFF) {
  const [monday, saturday] = [weekdays, weekend]
  return {
    timeZone,
    week: {
      '1': monday,
      '2': monday,
      '3': monday,
      '4': monday,
      '5': monday,
      '6': saturday,
      '7': saturday,
    },
    exceptions: {},
  } satisfies WorkingCalendar
}

const at = (iso: string) => Date.parse(iso)

test.group('SLM-03 a shift boundary inside changed clocks', () => {
  test('counts the wall clock when an hour is skipped', ({ assert }) => {
    const night = workingTime(calendar('America/New_York', [], [['02:30', '05:00']]))
    assert.equal(night.between(at('2026-03-08T00:00-05:00'), at('2026-03-09T00:00-04:00')), 120)
  })

  test('counts the wall clock when an hour is repeated', ({ assert }) => {
    const night = workingTime(calendar('America/New_York', [], [['01:30', '02:30']]))
    assert.equal(night.between(at('2026-11-01T00:00-04:00'), at('2026-11-02T00:00-05:00')), 90)
  })

  test('is worth a warning, and a boundary at its edge is not', ({ assert }) => {
    const year = [at('2026-01-01T00:00Z'), at('2027-01-01T00:00Z')] as const
    const cut: Shift[] = [
      ['02:30', '05:00'],
      ['01:30', '02:00'],
      ['22:00', '01:30'],
    ]
    assert.deepEqual(ambiguousShifts(calendar('America/New_York', [], cut), ...year), [
      { date: '2026-03-08', shift: ['02:30', '05:00'] },
      { date: '2026-10-31', shift: ['22:00', '01:30'] },
      { date: '2026-11-01', shift: ['01:30', '02:00'] },
    ])
    assert.isEmpty(ambiguousShifts(calendar('America/New_York', [], [['02:00', '03:00']]), ...year))
    assert.isEmpty(ambiguousShifts(calendar('Asia/Kolkata', cut, cut), ...year))
  })
})

test.group('SLM-03 working time takes instants to the minute', () => {
  test('and cuts seconds towards the past', ({ assert }) => {
    const office = workingTime(calendar('UTC', OFFICE))
    assert.equal(office.add(at('2026-03-02T09:00:59.999Z'), 60), at('2026-03-02T10:00Z'))
    assert.equal(office.between(at('2026-03-02T09:00:30Z'), at('2026-03-02T09:01:29Z')), 1)
    assert.equal(office.next(at('2026-03-02T09:00:30Z')), at('2026-03-02T09:00Z'))
  })

  test('and refuses what it cannot count', ({ assert }) => {
    const office = workingTime(calendar('UTC', OFFICE))
    assert.throws(() => office.add(0, -1), RangeError)
    assert.throws(() => office.add(0, 1.5), RangeError)
    assert.throws(() => office.between(Number.NaN, 0), RangeError)
    assert.throws(() => office.between(0, at('2200-01-02T00:00Z')), RangeError)
  })

  test('and has no answer when the calendar runs out', ({ assert }) => {
    const lastDay = { ...calendar('UTC', []), exceptions: { '2026-03-10': OFFICE } }
    const time = workingTime(lastDay)
    assert.equal(time.add(at('2026-03-01T00:00Z'), 540), at('2026-03-10T18:00Z'))
    assert.isNull(time.add(at('2026-03-01T00:00Z'), 541))
    assert.equal(time.subtract(at('2026-04-01T00:00Z'), 540), at('2026-03-10T09:00Z'))
    assert.isNull(time.subtract(at('2026-04-01T00:00Z'), 541))
    assert.isNull(time.next(at('2026-03-10T18:00Z')))
    assert.isNull(workingTime(calendar('UTC', OFFICE)).add(at('2199-12-31T00:00Z'), 541))
  })

  test('and finds the very last hours on either side of the world', ({ assert }) => {
    const onlyDay = { '2026-03-10': OFFICE }
    const honolulu = workingTime({ ...calendar('Pacific/Honolulu', []), exceptions: onlyDay })
    assert.equal(honolulu.add(at('2026-03-10T16:00-10:00'), 60), at('2026-03-10T17:00-10:00'))
    const kiritimati = workingTime({ ...calendar('Pacific/Kiritimati', []), exceptions: onlyDay })
    assert.equal(
      kiritimati.subtract(at('2026-03-10T11:00+14:00'), 60),
      at('2026-03-10T10:00+14:00')
    )
  })

  test('and shares one compiled object between equal calendars', ({ assert }) => {
    assert.strictEqual(workingTime(calendar('UTC', OFFICE)), workingTime(calendar('UTC', OFFICE)))
    assert.notStrictEqual(
      workingTime(calendar('UTC', OFFICE)),
      workingTime(calendar('Asia/Kolkata', OFFICE))
    )
  })
})

test.group('SLM-03 a calendar is sound', () => {
  test('with night shifts, whole days and overlaps', ({ assert }) => {
    const shifts: Shift[] = [
      ['00:00', '24:00'],
      ['22:00', '06:00'],
      ['09:00', '09:00'],
      ['10:00', '12:00'],
    ]
    const exceptions = { '2028-02-29': shifts }
    assert.isEmpty(validateCalendar({ ...calendar('Europe/Berlin', shifts), exceptions }))
  })

  test('unless {code} stands at {where}')
    .with([
      { code: 'bad_time', where: 'week.6.0', shift: ['9:00', '18:00'] },
      { code: 'bad_time', where: 'week.6.0', shift: ['09:00', '18:60'] },
      { code: 'bad_time', where: 'week.6.0', shift: ['24:00', '24:00'] },
      { code: 'bad_time', where: 'week.6.0', shift: ['20:00', '30:00'] },
      { code: 'longer_than_a_day', where: 'week.6.0', shift: ['09:00', '33:01'] },
    ] as const)
    .run(({ assert }, { code, where, shift }) => {
      const broken = calendar('UTC', OFFICE)
      broken.week['6'] = [shift]
      assert.deepEqual(validateCalendar(broken), [
        { code, where, value: `${shift[0]}–${shift[1]}` },
      ])
    })

  test('unless its zone, a weekday or a date is unknown', ({ assert }) => {
    const broken = {
      ...calendar('Mars/Olympus', OFFICE),
      exceptions: { '2026-02-29': [], '2026-3-1': OFFICE },
    }
    const week = { ...broken.week, '8': OFFICE }
    assert.deepEqual(
      validateCalendar({ ...broken, week }).map(({ code, value }) => `${code} ${value}`),
      [
        'unknown_zone Mars/Olympus',
        'unknown_weekday 8',
        'bad_exception_date 2026-02-29',
        'bad_exception_date 2026-3-1',
      ]
    )
    assert.lengthOf(validateCalendar(calendar('+03:00', OFFICE)), 1)
    assert.throws(() => compileCalendar(broken), InvalidCalendarError)
  })
})

test.group('SLM-03 working time is cheap', () => {
  test('ten thousand due dates take less than a second', ({ assert }) => {
    const shifts: Shift[] = [
      ['09:00', '13:00'],
      ['14:00', '18:00'],
    ]
    const time = compileCalendar(calendar('Europe/Berlin', shifts))
    const started = performance.now()
    for (let index = 0; index < 10_000; index++) {
      const start = at('2026-01-01T00:00Z') + (index % 700) * 12_345 * 60_000
      const pauses = [{ from: start + 3_600_000, to: start + 90_000_000 }]
      time.dueAt(start, 240 + (index % 50) * 97, pauses)
    }
    assert.isBelow(performance.now() - started, 1000)
  })
})
