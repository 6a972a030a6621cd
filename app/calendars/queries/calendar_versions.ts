import CalendarVersion from '#calendars/models/calendar_version'
import { workingTime, type WorkingTime } from '#calendars/queries/working_time'
import { toSqlUtc } from '#core/columns'
import { errors } from '@adonisjs/lucid'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

/** Names a version for ever: what it holds never changes (SLM-08). */
export type VersionKey = { calendarId: number; calendarVersion: number }

/** A version as it is looked up: what it holds is known by its digest. */
export type StoredVersion = { id: number; calendarId: number; version: number; digest: string }

const KEPT = 500
const compiled = new Map<string, WorkingTime>()

/**
 * The version of a calendar that clocks starting at the moment use: the latest of those that have
 * begun, and the first one for moments before all of them. Throws E_ROW_NOT_FOUND.
 */
export async function calendarVersionAt(
  calendarId: number,
  at: DateTime,
  client: QueryClientContract = db.connection()
): Promise<StoredVersion> {
  const moment = toSqlUtc(at)
  const row: StoredVersion | null = await client
    .from('calendar_versions')
    .where('calendar_id', calendarId)
    .orderByRaw('case when valid_from <= ? then -version else version + 1000000 end', [moment])
    .select('id', 'calendar_id as calendarId', 'version', 'digest')
    .first()
  if (!row) throw new errors.E_ROW_NOT_FOUND()
  return row
}

/** The same of several calendars at once. Throws E_ROW_NOT_FOUND when one of them is unknown. */
export async function calendarVersionsAt(
  calendarIds: ReadonlySet<number>,
  at: DateTime,
  client: QueryClientContract = db.connection()
): Promise<Map<number, StoredVersion>> {
  if (calendarIds.size === 0) return new Map()
  const moment = toSqlUtc(at)
  const rows: (StoredVersion & { validFrom: string })[] = await client
    .from('calendar_versions')
    .whereIn('calendar_id', [...calendarIds])
    .orderBy('version')
    .select('id', 'calendar_id as calendarId', 'version', 'digest', 'valid_from as validFrom')
  const versions = Map.groupBy(rows, ({ calendarId }) => calendarId)
  return new Map(
    [...calendarIds].map((id) => {
      const own = versions.get(id) ?? []
      const version = own.findLast(({ validFrom }) => validFrom <= moment) ?? own[0]
      if (!version) throw new errors.E_ROW_NOT_FOUND()
      return [id, version]
    })
  )
}

/** Working time of one version; compiled once, however often it is asked for. */
export async function loadVersionTime(
  { calendarId, calendarVersion }: VersionKey,
  client: QueryClientContract = db.connection()
): Promise<WorkingTime> {
  const row: StoredVersion | null = await client
    .from('calendar_versions')
    .where({ calendar_id: calendarId, version: calendarVersion })
    .select('id', 'digest')
    .first()
  if (!row) throw new errors.E_ROW_NOT_FOUND()
  return timeOf(row, client)
}

/** The same for several, each read once; one after another, as a transaction needs it. */
export async function loadVersionTimes(
  keys: Iterable<VersionKey>,
  client?: QueryClientContract
): Promise<Map<string, WorkingTime>> {
  const times = new Map<string, WorkingTime>()
  for (const key of keys) {
    const text = versionText(key)
    if (!times.has(text)) times.set(text, await loadVersionTime(key, client))
  }
  return times
}

/** The key of `loadVersionTimes`. */
export function versionText({ calendarId, calendarVersion }: VersionKey): string {
  return `${calendarId}/${calendarVersion}`
}

/** Compiled by the digest of the content, so that a restored backup cannot answer for another. */
export async function timeOf(
  { id, digest }: Pick<StoredVersion, 'id' | 'digest'>,
  client?: QueryClientContract
): Promise<WorkingTime> {
  const known = compiled.get(digest)
  if (known) return known
  const { timeZone, week, exceptions } = await CalendarVersion.query({ client })
    .where('id', id)
    .firstOrFail()
  return remember(digest, workingTime({ timeZone, week, exceptions }))
}

function remember(digest: string, time: WorkingTime): WorkingTime {
  const [oldest] = compiled.keys()
  if (compiled.size >= KEPT && oldest) compiled.delete(oldest)
  compiled.set(digest, time)
  return time
}
