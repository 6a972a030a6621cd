import { isSqlite } from '#core/dialect'
import { AUDIT_COLUMNS, type AuditRow } from '#core/audit_digest'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const SETTLE_SECONDS = 30
/** A moment further ahead is a date somebody imported, not a row just written. */
const CLOCK_SKEW_SECONDS = 60
const IN_FLIGHT = ['ER_LOCK_WAIT_TIMEOUT', 'ER_LOCK_NOWAIT']

/**
 * Where the settled part of the audit ends: ids are taken before commit, so a younger row may be
 * there while one with a smaller id is on its way. Every row below the id given back is old enough.
 */
export async function settledEnd(afterId: number): Promise<number> {
  const now = clock.now()
  const newest = await db.from('audit_events').max('id as id').first()
  const unsettled = await db
    .from('audit_events')
    .where('id', '>', afterId)
    .where('occurred_at', '>', toSqlUtc(now.minus({ seconds: SETTLE_SECONDS })))
    .where('occurred_at', '<=', toSqlUtc(now.plus({ seconds: CLOCK_SKEW_SECONDS })))
    .min('id as id')
    .first()
  return Number(unsettled.id ?? Number(newest.id ?? 0) + 1)
}

type Range = { afterId: number; beforeId: number; limit: number }

/** The next settled rows in order of id; none while one of them is still on its way. */
export async function settledEvents(range: Range): Promise<AuditRow[]> {
  // SQLite has one writer at a time: ids are committed in their order.
  if (isSqlite()) {
    return auditRows(db.connection(), range.afterId)
      .where('id', '<', range.beforeId)
      .limit(range.limit)
  }
  return readLocked(range)
}

/** Rows of the audit above an id, in order of id. */
export function auditRows(client: QueryClientContract, afterId: number) {
  return (
    client
      .from('audit_events')
      .where('id', '>', afterId)
      .orderBy('id')
      .select('id', ...AUDIT_COLUMNS.filter((column) => column !== 'changes'))
      // The text itself, whatever the driver makes of JSON.
      .select(db.raw('cast(changes as char) as changes'))
  )
}

/** A locking read sees rows that are not committed yet and, instead of waiting, says so. */
async function readLocked({ afterId, beforeId, limit }: Range): Promise<AuditRow[]> {
  const options = { isolationLevel: 'read committed' as const }
  try {
    return await db.transaction(
      (trx) => auditRows(trx, afterId).where('id', '<', beforeId).limit(limit).forUpdate().noWait(),
      options
    )
  } catch (error) {
    if (IN_FLIGHT.includes(String((error as { code?: unknown }).code))) return []
    throw error
  }
}
