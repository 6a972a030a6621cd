import type Calendar from '#calendars/models/calendar'
import CalendarVersion from '#calendars/models/calendar_version'
import { calendarVersionAt } from '#calendars/queries/calendar_versions'
import { clock } from '#core/clock'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** The version that new clocks start on by now. */
export async function versionInForce(
  calendarId: number,
  client?: QueryClientContract
): Promise<CalendarVersion> {
  const { id } = await calendarVersionAt(calendarId, clock.now(), client)
  return CalendarVersion.query({ client }).where('id', id).firstOrFail()
}

/** The version that waits to begin and changes something; null when there is none. */
export async function plannedVersion(
  { id }: Pick<Calendar, 'id'>,
  client?: QueryClientContract
): Promise<CalendarVersion | null> {
  const latest = await CalendarVersion.query({ client })
    .where('calendarId', id)
    .orderBy('version', 'desc')
    .first()
  if (!latest || latest.validFrom <= clock.now()) return null
  const inForce = await calendarVersionAt(id, clock.now(), client)
  return latest.digest === inForce.digest ? null : latest
}

/** The local date `YYYY-MM-DD` on which the planned version begins, in its own zone. */
export async function plannedDate(calendar: Pick<Calendar, 'id'>): Promise<string | null> {
  const planned = await plannedVersion(calendar)
  return planned?.validFrom.setZone(planned.timeZone).toISODate() ?? null
}
