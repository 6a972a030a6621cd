import { fromSqlUtc } from '#core/columns'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Moment = { ticketId: number; at: DateTime }

/** The team that held each ticket at its moment, null for the queue; in the order asked. */
export async function holdersAt(
  client: QueryClientContract,
  moments: readonly Moment[]
): Promise<(number | null)[]> {
  const rows = await client
    .from('ticket_assignments')
    .whereIn(
      'ticket_id',
      moments.map(({ ticketId }) => ticketId)
    )
    .orderBy('id')
    .select('ticket_id', 'team_id', 'started_at', 'ended_at')
  const byTicket = Map.groupBy(rows, (row) => Number(row.ticket_id))
  return moments.map(({ ticketId, at }) => {
    const held = (byTicket.get(ticketId) ?? []).findLast((row) => isWithin(row, at))
    return held?.team_id ?? null
  })
}

function isWithin(row: { started_at: unknown; ended_at: unknown }, at: DateTime): boolean {
  const endedAt = fromSqlUtc(row.ended_at)
  return fromSqlUtc(row.started_at)! <= at && (endedAt === null || endedAt > at)
}
