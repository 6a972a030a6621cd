import { judgeBreach } from '#tickets/actions/judge_breach'
import { findTicket } from '#tickets/queries/find_ticket'
import { ticketClocks } from '#tickets/queries/ticket_clocks'
import { judgeBreachValidator } from '#tickets/validators/clock_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** JSON: how the deadlines of a ticket were counted, for whoever may see the ticket. */
export default class TicketClocksController {
  async index({ params, principal }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    return ticketClocks(ticket, principal)
  }

  async update({ params, principal, bouncer, request, response, actor }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    await bouncer.with('TicketPolicy').authorize('judgeBreach', ticket)
    const input = await request.validateUsing(judgeBreachValidator)
    const command = { actor, ticketId: ticket.id, clockId: Number(params.id) }
    await judgeBreach.handle({ ...command, ...input, note: input.note ?? null })
    return response.redirect().withQs().back()
  }
}
