import { workingTime, type Shift, type WorkingCalendar } from '#calendars/queries/working_time'
import { composeExceptions } from '#calendars/workflow/holiday_shifts'
import { WEEKDAYS } from '#calendars/workflow/working_calendar'
import { RUSSIAN_YEARS } from '#database/reference/holidays/russia'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { readFileSync } from 'node:fs'

const DAY: Shift[] = [
  ['09:00', '13:00'],
  ['14:00', '18:00'],
]
const WEEK = { '1': DAY, '2': DAY, '3': DAY, '4': DAY, '5': DAY, '6': [], '7': [] }
const DAYS = RUSSIAN_YEARS.map(({ days }) => days)
const ZONE = 'Europe/Moscow'
const calendar = {
  timeZone: ZONE,
  week: WEEK,
  exceptions: composeExceptions(WEEK, DAYS, {}),
}
const time = workingTime(calendar)

function hours(year: number, month: number, months = 1): number {
  const start = DateTime.fromObject({ year, month }, { zone: ZONE })
  return time.between(start.toMillis(), start.plus({ months }).toMillis()) / 60
}

test.group('SLM-03 the Russian production calendar as shipped', () => {
  test('the hours of each month of {year} are the official ones')
    .with([
      { year: 2025, norm: [136, 160, 167, 175, 144, 151, 184, 168, 176, 184, 151, 176] },
      { year: 2026, norm: [120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176] },
    ])
    .run(({ assert }, { year, norm }) => {
      assert.deepEqual(
        norm.map((_, index) => hours(year, index + 1)),
        norm
      )
    })

  test('{year} has {days} working days and {norm} hours')
    .with([
      { year: 2024, days: 248, norm: 1979 },
      { year: 2025, days: 247, norm: 1972 },
      { year: 2026, days: 247, norm: 1972 },
    ])
    .run(({ assert }, { year, days, norm }) => {
      assert.equal(hours(year, 1, 12), norm)
      const start = DateTime.fromObject({ year }, { zone: ZONE })
      const worked = Array.from({ length: start.daysInYear }, (_, index) => {
        const day = start.plus({ days: index })
        return time.between(day.toMillis(), day.plus({ days: 1 }).toMillis()) > 0
      })
      assert.equal(worked.filter(Boolean).length, days)
    })

  test('agrees with the truth cases on every day they know', ({ assert }) => {
    const file = new URL('../../truth/calendar.json', import.meta.url)
    const truth: { calendars: Record<string, WorkingCalendar> } = JSON.parse(
      readFileSync(file, 'utf8')
    )
    const known = truth.calendars['ru-moscow-5x8']!
    const years = new Set(Object.keys(known.exceptions).map((date) => date.slice(0, 4)))
    const theirs = workingTime(known)
    let compared = 0
    for (const year of years) {
      if (!RUSSIAN_YEARS.some((each) => String(each.year) === year)) continue
      const start = DateTime.fromObject({ year: Number(year) }, { zone: ZONE })
      for (let index = 0; index < start.daysInYear; index += 1) {
        const day = start.plus({ days: index })
        const span = [day.toMillis(), day.plus({ days: 1 }).toMillis()] as const
        assert.equal(time.between(...span), theirs.between(...span), day.toISODate()!)
        compared += 1
      }
    }
    assert.isAtLeast(compared, 730)
  })

  test('names its decree for every year and no date twice', ({ assert }) => {
    for (const { year, note, days } of RUSSIAN_YEARS) {
      assert.include(note, '№')
      assert.isTrue(days.every(({ onDate }) => onDate.startsWith(String(year))))
      assert.lengthOf(new Set(days.map(({ onDate }) => onDate)), days.length)
    }
  })

  test('a working Saturday has the hours of the day it is worked for', ({ assert }) => {
    const week = { ...WEEK, '1': [['08:00', '16:00']] as Shift[] }
    const days = composeExceptions(week, DAYS, {})
    assert.deepEqual(days['2024-04-27'], [['08:00', '16:00']])
    assert.deepEqual(days['2025-11-01'], [['08:00', '15:00']])
    assert.deepEqual(days['2024-12-30'], [])
    assert.lengthOf(WEEKDAYS, 7)
  })
})
