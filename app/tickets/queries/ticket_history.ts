import { fromSqlUtc, parseJson } from '#core/columns'
import type { FieldChange } from '#core/errors'
import { actorNameColumn } from '#directory/queries/name_actors'
import { nameReferences } from '#tickets/queries/name_references'
import db from '@adonisjs/lucid/services/db'

export type HistoryEvent = {
  id: number
  at: string
  actor: string
  channel: string
  action: string
  reason: string | null
  changes: FieldChange[]
}

/** The audit of a ticket, newest first. */
export function ticketHistory(ticketId: number): Promise<HistoryEvent[]> {
  return recordHistory('ticket', ticketId)
}

/** The audit of a record, newest first: field, before, after, who, through which channel (G-03). */
export async function recordHistory(
  subjectType: string,
  subjectId: number
): Promise<HistoryEvent[]> {
  const rows = await db
    .from('audit_events')
    .where({ subject_type: subjectType, subject_id: subjectId })
    .orderBy('id', 'desc')
    .limit(500)
    .select('audit_events.*')
    .select(actorNameColumn())
  const events = rows.map((row) => ({
    id: row.id,
    at: fromSqlUtc(row.occurred_at)!.toISO()!,
    actor: row.actor_name,
    channel: row.channel,
    action: row.action,
    reason: row.reason,
    changes: parseJson<FieldChange[]>(row.changes),
  }))
  return nameReferences(events)
}
