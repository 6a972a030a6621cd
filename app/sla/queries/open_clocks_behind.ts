import type { StoredVersion } from '#calendars/queries/calendar_versions'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * A query for the open clocks that count on another content of the calendar than the given version
 * has; versions of equal content do not differ.
 */
export function openClocksBehind(
  { calendarId, digest }: StoredVersion,
  client: QueryClientContract = db.connection()
) {
  const same = client.from('calendar_versions').where({ calendar_id: calendarId, digest })
  return client
    .from('clocks')
    .where('calendar_id', calendarId)
    .whereNull('stopped_at')
    .whereNot('state', 'cancelled')
    .whereNotIn('calendar_version', same.select('version'))
}
