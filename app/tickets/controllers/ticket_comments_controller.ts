import { addComment } from '#tickets/actions/add_comment'
import { findTicket } from '#tickets/queries/find_ticket'
import { commentValidator } from '#tickets/validators/incident_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class TicketCommentsController {
  async store({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    const input = await request.validateUsing(commentValidator)
    await bouncer
      .with('TicketPolicy')
      .authorize(input.visibility === 'internal' ? 'writeNote' : 'reply', ticket)
    await addComment.handle({
      actor,
      ticketId: ticket.id,
      ...input,
    })
    return response.redirect().withQs().back()
  }
}
