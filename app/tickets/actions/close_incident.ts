import { inTransaction } from '#core/transaction'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
} from '#tickets/actions/transition_incident'
import type Ticket from '#tickets/models/ticket'

/** Confirms a resolution: by the requester's side, by the desk with a reason, or by the timer. */
export const closeIncident = {
  async handle({
    reason,
    ...command
  }: IncidentCommand & { reason: string | null }): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockIncident(trx, command)
      locked.ticket.closedAt = locked.at
      await stepIncident(locked, { actor: command.actor, action: 'close', reason })
      return locked.ticket
    })
  },
}
