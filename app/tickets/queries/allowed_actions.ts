import type { Principal } from '#directory/queries/principal'
import type Ticket from '#tickets/models/ticket'
import TicketPolicy from '#tickets/policies/ticket_policy'
import {
  INCIDENT_ACTIONS,
  INCIDENT_STEPS,
  nextState,
  type IncidentAction,
} from '#tickets/workflow/incident_workflow'
import type { IncidentState } from '#tickets/workflow/kinds'

type ActionButton = { action: IncidentAction; isPossible: boolean; requires: readonly string[] }

/**
 * The acts this person's roles allow on the ticket, and whether its state allows each now: the page
 * shows what is impossible as disabled with the reason.
 */
export function allowedActions(principal: Principal, ticket: Ticket): ActionButton[] {
  if (ticket.kind !== 'incident') return []
  const policy = new TicketPolicy()
  return INCIDENT_ACTIONS.filter((action) => policy.perform(principal, ticket, action)).map(
    (action) => ({
      action,
      isPossible: isPossible(ticket.state as IncidentState, action),
      requires: INCIDENT_STEPS[action].requires,
    })
  )
}

/** Resolving a new incident takes it into work first. */
function isPossible(state: IncidentState, action: IncidentAction) {
  return nextState(state, action) !== null || (action === 'resolve' && state === 'new')
}
