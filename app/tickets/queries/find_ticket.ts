import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'

/** A ticket by its number, among those the person may see; otherwise row-not-found (T2). */
export function findTicket(principal: Principal, number: string): Promise<Ticket> {
  return Ticket.visibleTo(principal).where('tickets.number', number).firstOrFail()
}
