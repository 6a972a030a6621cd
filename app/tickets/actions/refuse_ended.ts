import { TicketClosed, TicketMerged } from '#tickets/errors'
import type Ticket from '#tickets/models/ticket'
import { mergedInto } from '#tickets/queries/merged_into'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** An ended ticket takes nothing more; a duplicate says where the talk goes on. */
export async function refuseEnded(client: QueryClientContract, ticket: Ticket) {
  if (ticket.state !== 'closed' && ticket.state !== 'cancelled') return
  const target = await mergedInto(ticket.id, client)
  throw target ? new TicketMerged(target.number) : new TicketClosed()
}
