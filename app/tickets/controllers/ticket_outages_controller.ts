import { saveOutage } from '#catalog/actions/save_outage'
import { TicketWithoutService } from '#tickets/errors'
import { findTicket } from '#tickets/queries/find_ticket'
import { toOutage, ticketOutageValidator } from '#tickets/validators/outage_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The service of an incident does not work (SLM-10). */
export default class TicketOutagesController {
  async store({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    await ticket.load('service')
    const service = ticket.service ?? { ownerPersonId: null }
    await bouncer.with('TicketPolicy').authorize('recordOutage', ticket, service)
    const given = await request.validateUsing(ticketOutageValidator)
    await bouncer.with('TicketPolicy').authorize('recordOutage', ticket, service, given.isForAll)
    if (ticket.serviceId === null) throw new TicketWithoutService()
    const values = toOutage(given, ticket, principal.timeZone)
    const outage = { serviceId: ticket.serviceId, outageId: null, values }
    await saveOutage.handle({ actor, principal, ...outage })
    return response.redirect(`/incidents/${ticket.number}`)
  }
}
