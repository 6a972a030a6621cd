import { column } from '@adonisjs/lucid/orm'
import { DateTime, Settings } from 'luxon'

// Lucid's own date columns read and write the default zone; the database holds UTC alone.
Settings.defaultZone = 'utc'

/** A moment: UTC in the database whatever zone the value carries in code. */
export function utcDateTimeColumn(options?: { columnName?: string }) {
  return column({
    ...options,
    prepare: (value: unknown) => (value instanceof DateTime ? toSqlUtc(value) : value),
    consume: (value: unknown) => fromSqlUtc(value),
  })
}

/** SQLite and MariaDB both keep booleans as 0 and 1. */
export function booleanColumn(options?: { columnName?: string }) {
  return column({
    ...options,
    consume: (value: unknown) => (value === null ? null : Boolean(value)),
  })
}

/** JSON comes back as text from SQLite and as a value from MariaDB, depending on the query. */
export function jsonColumn(options?: { columnName?: string }) {
  return column({
    ...options,
    prepare: (value: unknown) =>
      value === null || value === undefined ? value : JSON.stringify(value),
    consume: (value: unknown) => parseJson(value),
  })
}

/** The text both databases store for a moment, `YYYY-MM-DD HH:mm:ss` in UTC. */
export function toSqlUtc(value: DateTime): string {
  return value.toUTC().toFormat('yyyy-MM-dd HH:mm:ss')
}

/** Reads what `toSqlUtc` wrote; null stays null. */
export function fromSqlUtc(value: unknown): DateTime | null {
  if (value === null || value === undefined) return null
  if (value instanceof DateTime) return value
  if (value instanceof Date) return DateTime.fromJSDate(value, { zone: 'utc' })
  return DateTime.fromSQL(String(value), { zone: 'utc' })
}

/** ISO text of a stored moment, for lists that show hundreds of them; null stays null. */
export function isoOfSqlUtc(value: unknown): string | null {
  if (typeof value !== 'string') return fromSqlUtc(value)?.toISO() ?? null
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.000Z`
}

export function parseJson<T>(value: unknown): T {
  return (typeof value === 'string' ? JSON.parse(value) : value) as T
}
