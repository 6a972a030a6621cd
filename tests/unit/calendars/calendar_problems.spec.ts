import { calendarProblems, type DraftShift } from '#calendars/workflow/calendar_problems'
import { test } from '@japa/runner'

const shift = (from: string, to: string, nextDay = false): DraftShift => ({ from, to, nextDay })

function problemsOf(monday: DraftShift[], tuesday: DraftShift[] = []) {
  const week = [monday, tuesday, [], [], [], [], []]
  return calendarProblems({ week, exceptions: [] }).map(({ field, code }) => `${field} ${code}`)
}

test.group('SLM-03 what a calendar’s form refuses', () => {
  test('{code} for {shift.from}–{shift.to}')
    .with([
      { code: 'bad_time', shift: shift('9', '18:00') },
      { code: 'bad_time', shift: shift('09:00', '18:60') },
      { code: 'bad_time', shift: shift('09:00', '24:30') },
      { code: 'starts_at_24', shift: shift('24:00', '06:00', true) },
      { code: 'same_time', shift: shift('09:00', '09:00') },
      { code: 'ends_before_start', shift: shift('18:00', '09:00') },
      { code: 'midnight', shift: shift('18:00', '00:00') },
      { code: 'longer_than_a_day', shift: shift('09:00', '10:00', true) },
      { code: 'longer_than_a_day', shift: shift('09:00', '24:00', true) },
    ])
    .run(({ assert }, { code, shift: given }) => {
      assert.deepEqual(problemsOf([given]), [`week.0.0 ${code}`])
    })

  test('nothing of {from}–{to}')
    .with([
      shift('00:00', '24:00'),
      shift('22:00', '06:00', true),
      shift('18:00', '24:00'),
      shift('09:00', '09:00', true),
    ])
    .run(({ assert }, given) => assert.isEmpty(problemsOf([given])))

  test('an interval that overlaps another of the day or of the next one', ({ assert }) => {
    const [early, late] = [shift('09:00', '13:00'), shift('12:59', '18:00')]
    assert.deepEqual(problemsOf([early, late]), ['week.0.1 overlap'])
    assert.isEmpty(problemsOf([early, shift('13:00', '18:00')]))
    const night = shift('22:00', '06:00', true)
    assert.deepEqual(problemsOf([night], [shift('05:00', '12:00')]), ['week.0.0 overlaps_next_day'])
    assert.isEmpty(problemsOf([night], [shift('06:00', '12:00')]))
  })

  test('an exception without a real date, or twice on one', ({ assert }) => {
    const week = Array.from({ length: 7 }, () => [])
    const day = (onDate: string, intervals: DraftShift[] = []) => ({ onDate, intervals })
    const exceptions = [
      day('2026-02-29'),
      day('2026-12-31'),
      day('2026-12-31', [shift('10:00', '09:00')]),
    ]
    assert.deepEqual(calendarProblems({ week, exceptions }), [
      { field: 'exceptions.0.onDate', code: 'bad_date' },
      { field: 'exceptions.2.intervals.0', code: 'ends_before_start' },
      { field: 'exceptions.2.onDate', code: 'date_twice' },
    ])
  })
})
