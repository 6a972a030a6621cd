import { mayEditOutage } from '#catalog/queries/outage_rights'
import type { Principal } from '#directory/queries/principal'
import type Ticket from '#tickets/models/ticket'
import { INCIDENT_STEPS, type IncidentAction } from '#tickets/workflow/incident_workflow'
import { BasePolicy } from '@adonisjs/bouncer'

/** Who may do what to a ticket they can see; when it is possible is the workflow's question. */
export default class TicketPolicy extends BasePolicy {
  list(principal: Principal) {
    return principal.can('tickets.view')
  }

  create(principal: Principal) {
    return principal.can('tickets.create')
  }

  perform(principal: Principal, ticket: Ticket, action: IncidentAction) {
    if (action === 'cancel' && this.#withdrawsOwnNew(principal, ticket)) return true
    return principal.canOn(INCIDENT_STEPS[action].permission, ticket.owned)
  }

  performOnAll(principal: Principal, tickets: readonly Ticket[], action: IncidentAction) {
    return tickets.every((ticket) => this.perform(principal, ticket, action))
  }

  update(principal: Principal, ticket: Ticket) {
    return principal.canOn('tickets.work', ticket.owned)
  }

  /** Whoever works on it, and whoever answers for the client's contracts (§7.1). */
  chooseContract(principal: Principal, ticket: Ticket) {
    const isConcerned =
      principal.canOn('tickets.work', ticket.owned) ||
      principal.canOn('contracts.edit', ticket.owned)
    return isConcerned && principal.canOn('contracts.view', ticket.owned)
  }

  overridePriority(principal: Principal, ticket: Ticket) {
    return principal.canOn('tickets.override_priority', ticket.owned)
  }

  reply(principal: Principal, ticket: Ticket) {
    return (
      principal.canOn('tickets.work', ticket.owned) ||
      principal.canOn('tickets.confirm', ticket.owned)
    )
  }

  writeNote(principal: Principal, ticket: Ticket) {
    return this.readNotes(principal, ticket) && principal.canOn('tickets.work', ticket.owned)
  }

  readViews(principal: Principal, ticket: Ticket) {
    return (
      principal.canOn('tickets.work', ticket.owned) || principal.canOn('audit.view', ticket.owned)
    )
  }

  /** Why a promise was broken is the service level manager's word (SLM-07). */
  judgeBreach(principal: Principal, ticket: Ticket) {
    return this.readNotes(principal, ticket) && principal.can('agreements.edit')
  }

  /** That the service of the ticket does not work, for its client or for everybody. */
  recordOutage(
    principal: Principal,
    { organisationId }: Ticket,
    service: { ownerPersonId: number | null },
    isForAll = false
  ) {
    return mayEditOutage(principal, { isForAll, organisationIds: [organisationId], service })
  }

  readNotes(principal: Principal, ticket: Ticket) {
    return principal.canOn('tickets.view_notes', ticket.owned)
  }

  /** A requester may take back what nobody has begun (§2.1). */
  #withdrawsOwnNew(principal: Principal, ticket: Ticket) {
    return ticket.state === 'new' && ticket.requesterId === principal.personId
  }
}
