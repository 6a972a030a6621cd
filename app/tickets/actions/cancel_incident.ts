import { inTransaction } from '#core/transaction'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
} from '#tickets/actions/transition_incident'
import type Ticket from '#tickets/models/ticket'
import type { GivenCancellationReason } from '#tickets/workflow/codes'

type CancelIncident = IncidentCommand & { cause: GivenCancellationReason; note: string | null }

/** Cancels an incident raised by mistake; its clocks are cancelled and not counted (§3.3.8). */
export const cancelIncident = {
  async handle({ cause, note, ...command }: CancelIncident): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockIncident(trx, command)
      locked.incident.cancellationReason = cause
      await stepIncident(locked, {
        actor: command.actor,
        action: 'cancel',
        reason: note,
        events: [{ kind: 'cancelled', cause: 'ticket_cancelled', at: locked.at }],
      })
      return locked.ticket
    })
  },
}
