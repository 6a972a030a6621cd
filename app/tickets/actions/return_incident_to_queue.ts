import { inTransaction } from '#core/transaction'
import { recordAssignment } from '#tickets/actions/record_assignment'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
} from '#tickets/actions/transition_incident'
import type Ticket from '#tickets/models/ticket'

/** Back to everybody's queue, with the reason; counted as a reassignment (§2.1). */
export const returnIncidentToQueue = {
  async handle({ reason, ...command }: IncidentCommand & { reason: string }): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockIncident(trx, command)
      const { ticket, at } = locked
      ticket.reassignmentCount += 1
      await recordAssignment(trx, ticket, {
        actor: command.actor,
        teamId: null,
        assigneeId: null,
        at,
        note: reason,
      })
      await stepIncident(locked, { actor: command.actor, action: 'return_to_queue', reason })
      return ticket
    })
  },
}
