import { inTransaction } from '#core/transaction'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
} from '#tickets/actions/transition_incident'
import type Ticket from '#tickets/models/ticket'

/** Work goes on after waiting; the clock continues where it paused. */
export const resumeIncident = {
  async handle(command: IncidentCommand): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockIncident(trx, command)
      await stepIncident(locked, { actor: command.actor, action: 'resume' })
      return locked.ticket
    })
  },
}
