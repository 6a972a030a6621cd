import type { Actor } from '#core/actor'
import type { Principal } from '#directory/queries/principal'
import type { RegisterIncident } from '#tickets/actions/register_incident'
import type { registerIncidentValidator } from '#tickets/validators/incident_validator'
import type { Impact, Urgency } from '#tickets/workflow/priority'
import type { Infer } from '@vinejs/vine/types'

/** What a checked registration becomes for this person, whichever door it came through. */
export function registrationInput(
  principal: Principal,
  actor: Actor,
  input: Infer<typeof registerIncidentValidator>
): RegisterIncident {
  const isAgent = principal.can('tickets.work')
  return {
    actor,
    requesterId: input.requesterId ?? principal.personId,
    serviceId: input.serviceId ?? null,
    ciIds: input.ciIds ?? [],
    categoryId: input.categoryId ?? null,
    // Sorting is the desk's work: a requester cannot choose the team.
    teamId: isAgent ? (input.teamId ?? null) : null,
    impact: input.impact as Impact,
    urgency: input.urgency as Urgency,
    title: input.title,
    description: input.description,
    channel: isAgent ? (input.channel ?? 'agent') : 'portal',
  }
}
