import { findTicket } from '#tickets/queries/find_ticket'
import { ticketOrigin, ticketViews } from '#tickets/queries/ticket_views'
import type { HttpContext } from '@adonisjs/core/http'

/** Who viewed a ticket and where it came from, for those who work on it. */
export default class TicketViewsController {
  async index({ params, principal, bouncer }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    await bouncer.with('TicketPolicy').authorize('readViews', ticket)
    return { views: await ticketViews(ticket.id), origin: await ticketOrigin(ticket.id) }
  }
}
