import type Calendar from '#calendars/models/calendar'
import CalendarVersion from '#calendars/models/calendar_version'
import { calendarVersionAt } from '#calendars/queries/calendar_versions'
import type { WorkingCalendar } from '#calendars/queries/working_time'
import type { DateTime } from 'luxon'

/** What a calendar works according to the version that clocks starting at the moment use. */
export async function versionContentAt(
  { id }: Pick<Calendar, 'id'>,
  at: DateTime
): Promise<WorkingCalendar> {
  const version = await calendarVersionAt(id, at)
  return contentOf(await CalendarVersion.findOrFail(version.id))
}

export function contentOf({ timeZone, week, exceptions }: CalendarVersion): WorkingCalendar {
  return { timeZone, week, exceptions }
}
