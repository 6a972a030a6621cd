import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'

/** A form filled in from the ticket the address names, if it is one of the principal's. */
export async function feedbackDraft(principal: Principal, number: string | null) {
  if (number === null) return null
  const ticket = await Ticket.visibleTo(principal)
    .where('tickets.number', number)
    .preload('requester')
    .preload('service')
    .preload('team')
    .preload('organisation')
    .first()
  if (!ticket) return null
  const { requester, service, team, organisation } = ticket
  return {
    ticket: { number: ticket.number, title: ticket.title },
    person: { value: requester.id, label: requester.displayName, description: organisation.name },
    service: service
      ? { value: service.id, label: service.nameEn, nameRu: service.nameRu, nameEn: service.nameEn }
      : null,
    team: team ? { value: team.id, label: team.name } : null,
  }
}
