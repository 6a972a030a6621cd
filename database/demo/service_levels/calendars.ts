import type { CalendarExceptions, CalendarWeek, Interval } from '#calendars/models/calendar_types'
import { composeExceptions, type Holiday } from '#calendars/workflow/holiday_shifts'
import { BERLIN_HOLIDAYS } from '#database/demo/service_levels/berlin_days'
import { RUSSIA, RUSSIAN_YEARS } from '#database/reference/holidays/russia'

export type CalendarSeed = {
  code: string
  nameRu: string
  nameEn: string
  timeZone: string
  week: CalendarWeek
  /** Codes of the sets it takes its holidays from. */
  holidaySets: string[]
}

/** The same with the days its sets will have, for planning the story without a database. */
export type PlannedCalendar = CalendarSeed & { exceptions: CalendarExceptions }

export const BERLIN_SET = {
  code: 'DE-BE',
  nameRu: 'Германия, Берлин',
  nameEn: 'Germany, Berlin',
  country: 'DE',
  region: 'BE',
  years: [2025, 2026, 2027],
}

const NINE_HOURS: Interval[] = [['09:00', '18:00']]
/** Eight hours of work around an hour for lunch. */
const WITH_LUNCH: Interval[] = [
  ['09:00', '13:00'],
  ['14:00', '18:00'],
]

const RUSSIAN_DAYS: Holiday[] = RUSSIAN_YEARS.flatMap(({ days }) => days)
const BERLIN_DAYS: Holiday[] = BERLIN_HOLIDAYS.map((onDate) => ({
  ...{ onDate, kind: 'holiday', replacesOn: null },
}))

export const CALENDARS: PlannedCalendar[] = [
  russian('ru-moscow-5x9', 'Москва, 5×9', 'Moscow, 5×9', 'Europe/Moscow', NINE_HOURS),
  russian('ru-yekaterinburg-5x8', 'Екатеринбург, 5×8', 'Yekaterinburg, 5×8', 'Asia/Yekaterinburg'),
  russian('ru-vladivostok-5x8', 'Владивосток, 5×8', 'Vladivostok, 5×8', 'Asia/Vladivostok'),
  {
    code: '24x7',
    nameRu: 'Круглосуточно, 24×7',
    nameEn: 'Round the clock, 24×7',
    timeZone: 'Europe/Moscow',
    week: weekOf([['00:00', '24:00']], [['00:00', '24:00']]),
    holidaySets: [],
    exceptions: {},
  },
  withHolidays(BERLIN_DAYS, {
    code: 'de-berlin-5x8',
    nameRu: 'Берлин, 5×8',
    nameEn: 'Berlin, 5×8',
    timeZone: 'Europe/Berlin',
    week: weekOf([['09:00', '17:00']]),
    holidaySets: [BERLIN_SET.code],
  }),
]

function russian(
  code: string,
  nameRu: string,
  nameEn: string,
  timeZone: string,
  day = WITH_LUNCH
): PlannedCalendar {
  const week = weekOf(day)
  const holidaySets = [RUSSIA.code]
  return withHolidays(RUSSIAN_DAYS, { code, nameRu, nameEn, timeZone, week, holidaySets })
}

function withHolidays(days: Holiday[], seed: CalendarSeed): PlannedCalendar {
  const exceptions = composeExceptions(seed.week, [days], {}) as CalendarExceptions
  return { ...seed, exceptions }
}

function weekOf(workday: Interval[], weekend: Interval[] = []): CalendarWeek {
  return { 1: workday, 2: workday, 3: workday, 4: workday, 5: workday, 6: weekend, 7: weekend }
}
