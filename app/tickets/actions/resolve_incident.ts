import { inTransaction } from '#core/transaction'
import { takeLocked } from '#tickets/actions/take_incident'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
} from '#tickets/actions/transition_incident'
import type Ticket from '#tickets/models/ticket'
import type { ResolutionCode } from '#tickets/workflow/codes'

type ResolveIncident = IncidentCommand & {
  code: ResolutionCode
  text: string
  closureCategoryId: number
}

/**
 * Resolves an incident with code, text and closure category (INC-16); the resolution clock stops.
 * A new one is taken into work first, as on a first call.
 */
export const resolveIncident = {
  async handle({ code, text, closureCategoryId, ...command }: ResolveIncident): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockIncident(trx, command)
      const { ticket, incident, at } = locked
      if (ticket.state === 'new') await takeLocked(locked, command.actor)

      ticket.resolvedAt = at
      incident.merge({ resolutionCode: code, resolutionText: text, closureCategoryId })
      await stepIncident(locked, {
        actor: command.actor,
        action: 'resolve',
        reason: text,
        events: [
          ...(ticket.firstResponseAt ? [] : [{ kind: 'stopped', metric: 'response', at } as const]),
          { kind: 'stopped', metric: 'resolution', at },
        ],
      })
      return ticket
    })
  },
}
