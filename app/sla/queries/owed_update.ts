import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** How many rounds of news a ticket's customer waits for, to be selected along with something else. */
export function owedUpdate(ticketId: number, client: QueryClientContract) {
  return client
    .from('clocks')
    .where({ ticket_id: ticketId, kind: 'sla', metric: 'next_update' })
    .whereNull('stopped_at')
    .whereNot('state', 'cancelled')
    .count('*')
}
