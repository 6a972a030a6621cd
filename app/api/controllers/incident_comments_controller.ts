import { createdOnce } from '#api/controllers/created_once'
import { findIncident } from '#api/queries/find_incident'
import { commentReceiptOf } from '#api/transformers/comment_receipt'
import { addComment } from '#tickets/actions/add_comment'
import TicketPolicy from '#tickets/policies/ticket_policy'
import { commentValidator } from '#tickets/validators/incident_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class IncidentCommentsController {
  /** Once per key. */
  async store(ctx: HttpContext) {
    const { params, request, principal, bouncer, actor } = ctx
    const policy = bouncer.with(TicketPolicy)
    await policy.authorize('list')
    const { ticket } = await findIncident(principal, params.number)
    const body = await request.validateUsing(commentValidator)
    await policy.authorize(body.visibility === 'internal' ? 'writeNote' : 'reply', ticket)
    return createdOnce(ctx, {
      body,
      work: async (trx) => {
        const comment = await addComment.add(trx, { actor, ticketId: ticket.id, ...body })
        return commentReceiptOf(comment, principal.name)
      },
    })
  }
}
