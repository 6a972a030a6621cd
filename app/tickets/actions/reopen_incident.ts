import { inTransaction } from '#core/transaction'
import {
  lockIncident,
  stepIncident,
  type IncidentCommand,
} from '#tickets/actions/transition_incident'
import { ReopenWindowClosed } from '#tickets/errors'
import type Ticket from '#tickets/models/ticket'
import { REOPEN_WINDOW_DAYS } from '#tickets/workflow/incident_workflow'

/** A resolved incident comes back; the time it was resolved counts as a pause (INC-17, §3.3.6). */
export const reopenIncident = {
  async handle({ reason, ...command }: IncidentCommand & { reason: string }): Promise<Ticket> {
    return inTransaction(async (trx) => {
      const locked = await lockIncident(trx, command)
      const { ticket, incident, at } = locked
      const isLate = ticket.resolvedAt && ticket.resolvedAt.plus({ days: REOPEN_WINDOW_DAYS }) < at
      if (ticket.state === 'resolved' && isLate) throw new ReopenWindowClosed(REOPEN_WINDOW_DAYS)

      ticket.merge({ resolvedAt: null, reopenCount: ticket.reopenCount + 1 })
      incident.merge({ resolutionCode: null, resolutionText: null, closureCategoryId: null })
      const events = [{ kind: 'reopened', metric: 'resolution', at } as const]
      await stepIncident(locked, { actor: command.actor, action: 'reopen', reason, events })
      return ticket
    })
  },
}
