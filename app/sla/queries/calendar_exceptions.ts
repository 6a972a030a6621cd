import CalendarException from '#calendars/models/calendar_exception'
import CalendarVersion from '#calendars/models/calendar_version'
import type { Interval } from '#calendars/models/calendar_types'
import HolidaySetDay from '#calendars/models/holiday_set_day'
import { isoOf } from '#sla/queries/read_clocks'
import { DateTime } from 'luxon'

type Version = { calendarId: number; calendarVersion: number }
type Name = { nameRu: string; nameEn: string }

/** The exceptional days of a calendar's version in [from, to), epoch ms, by the names people know. */
export async function calendarExceptions(clock: Version, from: number, to: number) {
  const version = await CalendarVersion.query()
    .where({ calendarId: clock.calendarId, version: clock.calendarVersion })
    .firstOrFail()
  const zone = version.timeZone
  const dayOf = (at: number) => DateTime.fromMillis(at, { zone }).toISODate()!
  const [first, last] = [dayOf(from), dayOf(to)]
  const days = Object.entries(version.exceptions as Record<string, Interval[]>)
    .filter(([date]) => date >= first && date <= last)
    .sort(([a], [b]) => a.localeCompare(b))
  if (days.length === 0) return []

  const names = await namesOf(clock.calendarId, first, last)
  return days.map(([date, intervals]) => {
    const start = DateTime.fromISO(date, { zone })
    return {
      date,
      from: isoOf(Math.max(from, start.toMillis())),
      to: isoOf(Math.min(to, start.plus({ days: 1 }).toMillis())),
      isDayOff: intervals.length === 0,
      name: names.get(date) ?? null,
    }
  })
}

/** A calendar's own exception is known better than the set it shares with others. */
async function namesOf(
  calendarId: number,
  first: string,
  last: string
): Promise<Map<string, Name>> {
  const own = await CalendarException.query()
    .where({ calendarId })
    .whereBetween('onDate', [first, last])
  const shared = await HolidaySetDay.query()
    .join(
      'calendar_holiday_sets as links',
      'links.holiday_set_id',
      'holiday_set_days.holiday_set_id'
    )
    .where('links.calendar_id', calendarId)
    .whereBetween('holiday_set_days.on_date', [first, last])
    .orderBy('links.position')
    .select('holiday_set_days.*')
  return new Map<string, Name>([
    ...shared.map(({ onDate, nameRu, nameEn }) => [onDate, { nameRu, nameEn }] as const),
    ...own.flatMap(({ onDate, label }) =>
      label ? [[onDate, { nameRu: label, nameEn: label }] as const] : []
    ),
  ])
}
