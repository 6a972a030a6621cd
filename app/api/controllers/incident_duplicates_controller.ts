import { createdOnce } from '#api/controllers/created_once'
import { findIncident } from '#api/queries/find_incident'
import { receiptOf } from '#api/transformers/incident_receipt'
import { mergeIncidents } from '#tickets/actions/merge_incidents'
import TicketPolicy from '#tickets/policies/ticket_policy'
import { findDuplicates } from '#tickets/queries/find_duplicates'
import { mergeSources } from '#tickets/queries/merge_sources'
import { mergeValidator } from '#tickets/validators/merge_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class IncidentDuplicatesController {
  /** Once per key. */
  async store(ctx: HttpContext) {
    const { params, request, principal, bouncer, actor } = ctx
    const policy = bouncer.with(TicketPolicy)
    await policy.authorize('list')
    const { ticket } = await findIncident(principal, params.number)
    await policy.authorize('perform', ticket, 'merge')
    const body = await request.validateUsing(mergeValidator)
    const numbers = body.sources.map(({ number }) => number)
    const duplicates = await findDuplicates(principal, numbers)
    await policy.authorize('performOnAll', duplicates, 'merge')
    const sources = mergeSources(duplicates, body.sources)
    const command = { actor, targetId: ticket.id, version: body.version, sources }
    return createdOnce(ctx, {
      body,
      work: async (trx) =>
        receiptOf(await mergeIncidents.merge(trx, { ...command, reason: body.reason ?? null })),
      locationOf: ({ number }) => `/incidents/${number}`,
    })
  }
}
