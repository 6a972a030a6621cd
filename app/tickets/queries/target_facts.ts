import type { TargetFacts } from '#sla/queries/find_targets'
import type Ticket from '#tickets/models/ticket'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** What decides which times a ticket is promised (SLM-02), by what the ticket says at the moment. */
export async function targetFacts(
  ticket: Ticket,
  client: QueryClientContract
): Promise<TargetFacts> {
  const { kind: ticketKind, serviceId, priority } = ticket
  const row = await client
    .from('organisations')
    .join('people as requesters', (join) => {
      void join.onVal('requesters.id', ticket.requesterId)
    })
    .leftJoin('configuration_items as items', (join) => {
      void join.onVal('items.id', ticket.primaryCiId ?? 0)
    })
    .where('organisations.id', ticket.organisationId)
    .select('organisations.path', 'requesters.is_vip', 'items.criticality')
    .firstOrFail()
  return {
    ...{ ticketKind, serviceId, priority },
    organisationIds: String(row.path).split('/').filter(Boolean).map(Number).reverse(),
    ciCriticality: row.criticality,
    isVip: Boolean(row.is_vip),
  }
}
