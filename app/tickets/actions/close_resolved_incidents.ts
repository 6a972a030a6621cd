import { addWorkingDays } from '#calendars/queries/working_days'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { StaleRecord } from '#core/errors'
import Agreement from '#sla/models/agreement'
import { closeIncident } from '#tickets/actions/close_incident'
import { TransitionRefused } from '#tickets/errors'
import Ticket from '#tickets/models/ticket'
import { AUTO_CLOSE_WORKING_DAYS } from '#tickets/workflow/incident_workflow'
import type { DateTime } from 'luxon'

const BATCH = 500

/**
 * Closes what was resolved three working days ago and neither confirmed nor returned (INC-16).
 * Working days are those of the contract's calendar; without a contract every day counts. Answers
 * how many were closed.
 */
export const closeResolvedIncidents = {
  async handle(): Promise<number> {
    const latest = clock.now().minus({ days: AUTO_CLOSE_WORKING_DAYS })
    const resolved = await Ticket.query()
      .where({ kind: 'incident', state: 'resolved' })
      .where('resolvedAt', '<=', toSqlUtc(latest))
      .preload('contract')
      .orderBy('resolvedAt')
      .limit(BATCH)
    let closed = 0
    for (const ticket of resolved) closed += await this.closeIfDue(ticket)
    return closed
  },

  async closeIfDue(ticket: Ticket): Promise<number> {
    const due = await closingTime(ticket)
    if (!due || due > clock.now()) return 0
    try {
      const command = { actor: SYSTEM_ACTOR, ticketId: ticket.id, version: ticket.version }
      await closeIncident.handle({ ...command, reason: null })
      return 1
    } catch (error) {
      // A person was quicker: confirmed or reopened it between reading and closing.
      if (error instanceof StaleRecord || error instanceof TransitionRefused) return 0
      throw error
    }
  },
}

async function closingTime(ticket: Ticket): Promise<DateTime | null> {
  const resolvedAt = ticket.resolvedAt!
  if (!ticket.contract) return resolvedAt.plus({ days: AUTO_CLOSE_WORKING_DAYS })
  const agreement = await Agreement.findOrFail(ticket.contract.agreementId)
  return addWorkingDays(
    await loadWorkingTime(agreement.calendarId),
    resolvedAt,
    AUTO_CLOSE_WORKING_DAYS
  )
}
