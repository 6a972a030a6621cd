import Contract from '#contracts/models/contract'
import { driveClocks } from '#sla/actions/drive_clocks'
import { retargetClocks } from '#sla/actions/retarget_clocks'
import { slaSummary } from '#sla/queries/sla_summary'
import type { LockedTicket } from '#tickets/actions/transition_incident'
import { courseOf } from '#tickets/queries/ticket_pasts'
import { targetFacts } from '#tickets/queries/target_facts'

/** What the choice of targets goes by: running clocks go over to the new ones. */
const DECISIVE = [
  ...['priority', 'serviceId', 'contractId'],
  ...['requesterId', 'organisationId', 'primaryCiId'],
]

/** Clocks of a ticket whose pending changes decide about its targets follow them (§3.3.7). */
export async function followTargets({ trx, ticket, at }: LockedTicket) {
  if (!DECISIVE.some((field) => field in ticket.$dirty)) return
  if (!ticket.contractId) return leaveContract({ trx, ticket, at })
  const { agreementId } = await Contract.findOrFail(ticket.contractId, { client: trx })
  const { id: ticketId, openedAt } = ticket
  const course = { ticketId, openedAt, heard: () => courseOf(ticketId, trx) }
  const isNewlyCovered = ticket.$original.contractId === null
  const facts = await targetFacts(ticket, trx)
  await retargetClocks(trx, { ...facts, agreementId, course, isNewlyCovered, at })
  ticket.merge(await slaSummary(ticket.id, trx))
}

/** Out of contract nothing is promised any more: what still runs is cancelled. */
async function leaveContract({ trx, ticket, at }: LockedTicket) {
  await driveClocks(trx, ticket.id, [{ kind: 'cancelled', cause: 'out_of_contract', at }])
  ticket.merge(await slaSummary(ticket.id, trx))
}
