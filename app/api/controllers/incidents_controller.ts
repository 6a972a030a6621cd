import { createdOnce } from '#api/controllers/created_once'
import { findIncident } from '#api/queries/find_incident'
import { pageOf } from '#api/queries/page_of'
import { receiptOf } from '#api/transformers/incident_receipt'
import IncidentRowTransformer from '#api/transformers/incident_row_transformer'
import IncidentTransformer from '#api/transformers/incident_transformer'
import { serializer } from '#core/serializer'
import { viewSourceOf } from '#core/view_source'
import { registerIncident } from '#tickets/actions/register_incident'
import TicketPolicy from '#tickets/policies/ticket_policy'
import { checkReferences } from '#tickets/queries/check_references'
import { listTickets } from '#tickets/queries/list_tickets'
import { registrationInput } from '#tickets/queries/registration_input'
import { registerIncidentValidator } from '#tickets/validators/incident_validator'
import { ticketListValidator } from '#tickets/validators/ticket_list_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class IncidentsController {
  async index({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(TicketPolicy).authorize('list')
    const filters = await request.validateUsing(ticketListValidator)
    const { rows, sort, ...page } = await listTickets(principal, { ...filters, kind: 'incident' })
    const data = IncidentRowTransformer.transform(rows)
    return serializer.serialize({ data, page: pageOf(page), sort })
  }

  async show({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(TicketPolicy).authorize('list')
    const incident = await findIncident(principal, params.number)
    return serializer.serialize({ data: IncidentTransformer.transform(incident) })
  }

  /** The form's own act, once per key. */
  async store(ctx: HttpContext) {
    const { request, principal, bouncer, actor } = ctx
    await bouncer.with(TicketPolicy).authorize('create')
    const body = await request.validateUsing(registerIncidentValidator)
    await checkReferences(principal, body)
    const { ip, userAgent } = viewSourceOf(request, principal.userId)
    const origin = { ip, userAgent, sourcePage: null, isSignedIn: true }
    const input = { ...registrationInput(principal, actor, body), origin }
    return createdOnce(ctx, {
      body,
      work: async (trx) => receiptOf(await registerIncident.register(trx, input)),
      locationOf: ({ number }) => `/incidents/${number}`,
    })
  }
}
