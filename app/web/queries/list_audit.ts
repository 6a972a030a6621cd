import type AuditEvent from '#core/models/audit_event'
import type { Principal } from '#directory/queries/principal'
import type { AuditCursor, AuditFilter } from '#web/queries/audit_filter'
import { auditWithin, type AuditQuery } from '#web/queries/audit_scope'
import { readableEvents, type ReadableEvent } from '#web/queries/readable_events'
import db from '@adonisjs/lucid/services/db'

const ROWS_PER_PAGE = 50
const COUNT_LIMIT = 10_000

export type AuditPage = {
  events: ReadableEvent[]
  hasNewer: boolean
  hasOlder: boolean
  /** Exact up to 10,000. */
  total: number
  isTotalExact: boolean
}

/** A page of the audit, newest first. It pages by id: the millionth row costs what the first does. */
export async function listAudit(
  principal: Principal,
  filter: AuditFilter,
  cursor: AuditCursor
): Promise<AuditPage> {
  const within = await auditWithin(principal, filter)
  const { rows, hasMore } = await rowsAt(within(), cursor)
  const total = await countUpToLimit(within())
  return {
    events: await readableEvents(rows, principal),
    hasNewer: cursor.after === null ? cursor.before !== null : hasMore,
    hasOlder: cursor.after === null ? hasMore : true,
    total: Math.min(total, COUNT_LIMIT),
    isTotalExact: total <= COUNT_LIMIT,
  }
}

async function rowsAt(query: AuditQuery, { before, after }: AuditCursor) {
  void query.limit(ROWS_PER_PAGE + 1)
  if (after !== null) void query.where('id', '>', after).orderBy('id', 'asc')
  else void query.orderBy('id', 'desc')
  if (before !== null && after === null) void query.where('id', '<', before)

  const found: AuditEvent[] = await query
  const rows = found.slice(0, ROWS_PER_PAGE)
  return { rows: after === null ? rows : rows.reverse(), hasMore: found.length > ROWS_PER_PAGE }
}

async function countUpToLimit(query: AuditQuery): Promise<number> {
  const counted = query.select(db.raw('1')).limit(COUNT_LIMIT + 1)
  const [{ total }] = await db.query().from(counted.as('counted')).count('* as total')
  return Number(total)
}
