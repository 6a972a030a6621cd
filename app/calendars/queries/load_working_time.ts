import { calendarVersionAt, calendarVersionsAt, timeOf } from '#calendars/queries/calendar_versions'
import type { WorkingTime } from '#calendars/queries/working_time'
import { clock } from '#core/clock'
import { fromSqlUtc } from '#core/columns'
import { errors } from '@adonisjs/lucid'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

/** Working time with the version it is of, for whoever has to remember that. */
export type VersionedTime = { version: number; time: WorkingTime }

/**
 * Working time of a calendar as it stands now. A clock asks `loadVersionTime` for its own version
 * instead. Inside a transaction pass its client. Throws E_ROW_NOT_FOUND.
 */
export async function loadWorkingTime(
  calendarId: number,
  client?: QueryClientContract
): Promise<WorkingTime> {
  return timeOf(await calendarVersionAt(calendarId, clock.now(), client), client)
}

/** Of several calendars the versions of one moment. */
export async function loadWorkingTimesAt(
  calendarIds: Iterable<number>,
  at: DateTime,
  client?: QueryClientContract
): Promise<Map<number, VersionedTime>> {
  const times = new Map<number, VersionedTime>()
  for (const [id, version] of await calendarVersionsAt(new Set(calendarIds), at, client)) {
    times.set(id, { version: version.version, time: await timeOf(version, client) })
  }
  return times
}

/**
 * Every version of some calendars, for writers that walk through a long past: the answer tells what
 * `loadWorkingTimesAt` would, without a query per moment.
 */
export async function loadWorkingTimeHistory(
  calendarIds: Iterable<number>,
  client: QueryClientContract = db.connection()
): Promise<(calendarId: number, at: number) => VersionedTime> {
  const ids = [...new Set(calendarIds)]
  const rows = await client
    .from('calendar_versions')
    .whereIn('calendar_id', ids)
    .orderBy('version')
    .select('id', 'calendar_id', 'version', 'valid_from', 'digest')
  const versions = new Map<number, (VersionedTime & { from: number })[]>(ids.map((id) => [id, []]))
  for (const { id, calendar_id: calendarId, version, valid_from: from, digest } of rows) {
    const time = await timeOf({ id, digest }, client)
    versions.get(Number(calendarId))!.push({ version, time, from: fromSqlUtc(from)!.toMillis() })
  }
  return (calendarId, at) => {
    const known = versions.get(calendarId) ?? []
    const found = known.findLast(({ from }) => from <= at) ?? known[0]
    if (!found) throw new errors.E_ROW_NOT_FOUND()
    return found
  }
}
