import { isoOfSqlUtc } from '#core/columns'
import type { ClockEvent } from '#sla/actions/drive_clocks'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

/** `at` is in epoch milliseconds. */
export type Signal = { at: number; event: Extract<ClockEvent, { kind: 'stopped' | 'updated' }> }

/**
 * What the clocks of tickets heard that no step tells: the first person in charge, and what the
 * customer was told by the desk. In order, by ticket; two statements, however many tickets.
 */
export async function ticketSignals(
  ids: readonly number[],
  client: QueryClientContract = db.connection()
): Promise<Map<number, Signal[]>> {
  const assignments = await client
    .from('ticket_assignments')
    .whereIn('ticket_id', [...ids])
    .whereNotNull('assignee_id')
    .groupBy('ticket_id')
    .select('ticket_id')
    .min('started_at as at')
  const updates = await client
    .from('ticket_comments as comments')
    .join('tickets', 'tickets.id', 'comments.ticket_id')
    .join('people as authors', 'authors.id', 'comments.author_id')
    .whereIn('comments.ticket_id', [...ids])
    .where('comments.visibility', 'public')
    .whereColumn('authors.id', '<>', 'tickets.requester_id')
    .whereColumn('authors.organisation_id', '<>', 'comments.organisation_id')
    .select('comments.ticket_id', 'comments.created_at as at')
  const signals = [
    ...assignments.map((row) =>
      signalOf(row, (at) => ({ kind: 'stopped', metric: 'assignment', at }))
    ),
    ...updates.map((row) => signalOf(row, (at) => ({ kind: 'updated', at }))),
  ].sort((a, b) => a.at - b.at)
  return Map.groupBy(signals, ({ ticketId }) => ticketId)
}

function signalOf(
  row: { ticket_id: number; at: unknown },
  eventAt: (at: DateTime) => Signal['event']
): Signal & { ticketId: number } {
  const at = Date.parse(isoOfSqlUtc(row.at)!)
  const event = eventAt(DateTime.fromMillis(at, { zone: 'utc' }))
  return { ticketId: Number(row.ticket_id), at, event }
}
