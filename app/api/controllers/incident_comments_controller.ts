import { findIncident } from '#api/queries/find_incident'
import CommentTransformer from '#api/transformers/comment_transformer'
import { serializer } from '#core/serializer'
import { addComment } from '#tickets/actions/add_comment'
import TicketPolicy from '#tickets/policies/ticket_policy'
import { commentValidator } from '#tickets/validators/incident_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class IncidentCommentsController {
  async store({ params, request, response, principal, bouncer, actor }: HttpContext) {
    const policy = bouncer.with(TicketPolicy)
    await policy.authorize('list')
    const { ticket } = await findIncident(principal, params.number)
    const body = await request.validateUsing(commentValidator)
    await policy.authorize(body.visibility === 'internal' ? 'writeNote' : 'reply', ticket)
    const { id } = await addComment.handle({ actor, ticketId: ticket.id, ...body })
    const { comments } = await findIncident(principal, params.number)
    const comment = comments.find((each) => each.id === `comment-${id}`)!
    response.status(201)
    return serializer.serialize({ data: CommentTransformer.transform(comment) })
  }
}
