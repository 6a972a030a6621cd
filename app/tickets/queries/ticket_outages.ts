import ServiceOutage from '#catalog/models/service_outage'
import { mayEditOutage } from '#catalog/queries/outage_rights'
import { outageViews } from '#catalog/queries/outage_views'
import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'
import type { TicketPage } from '#tickets/queries/find_ticket_page'

/**
 * The outages a ticket gave rise to, and whether another one may be registered from it: for its
 * client, or for everybody. Null for who does not see what is behind a service.
 */
export async function ticketOutages({ ticket, names }: TicketPage, principal: Principal) {
  if (!principal.can('outages.view') || !principal.can('services.view_technical')) return null
  const outages = await ServiceOutage.visibleTo(principal)
    .where('service_outages.ticket_number', ticket.number)
    .preload('service')
    .preload('organisations')
    .orderBy('service_outages.starts_at')
  const views = await outageViews(principal, outages)
  const service = { ownerPersonId: names.service_owner_id }
  const may = (isForAll: boolean) =>
    mayEditOutage(principal, { isForAll, organisationIds: [ticket.organisationId], service })
  return {
    canRegister: may(false),
    canRegisterForAll: may(true),
    outages: views.map(({ outage, now, canEdit }) => ({
      ...{ id: outage.id, version: outage.version, effect: outage.effect, canEdit },
      stage: outage.stageAt(now),
      startsAt: outage.startsAt.toISO()!,
      endsAt: outage.endsAt?.toISO() ?? null,
      service: { code: outage.service.code },
    })),
  }
}

/** Of ticket numbers those the principal may see. */
export async function visibleTicketNumbers(principal: Principal, numbers: string[]) {
  const tickets = await Ticket.visibleTo(principal)
    .whereIn('tickets.number', numbers)
    .select('number')
  return new Set(tickets.map(({ number }) => number))
}
