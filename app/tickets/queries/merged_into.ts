import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export type MergedInto = { id: number; number: string }

/** The incident a duplicate is part of by now, at the end of the chain; null when it is none. */
export async function mergedInto(
  ticketId: number,
  client: QueryClientContract
): Promise<MergedInto | null> {
  let found: MergedInto | null = null
  for (let next = await stepFrom(ticketId, client); next; next = await stepFrom(next.id, client)) {
    found = next
  }
  return found
}

async function stepFrom(ticketId: number, client: QueryClientContract): Promise<MergedInto | null> {
  const row = await client
    .from('incidents')
    .join('tickets', 'tickets.id', 'incidents.duplicate_of_id')
    .where('incidents.ticket_id', ticketId)
    .select('tickets.id', 'tickets.number')
    .first()
  return row ? { id: Number(row.id), number: row.number } : null
}
