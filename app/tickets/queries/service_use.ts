import { countFound } from '#core/queries/count_found'
import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** How many open tickets name a service, of those the principal may see. */
export async function countOpenTicketsNaming(
  serviceId: number,
  principal: Principal | null,
  client: QueryClientContract = db.connection()
): Promise<number> {
  const query = principal ? Ticket.visibleTo(principal) : Ticket.query({ client })
  return countFound(query.where({ 'tickets.service_id': serviceId, 'tickets.is_open': true }))
}
