import { beginClocksEarlier } from '#sla/actions/begin_clocks_earlier'
import { slaSummary } from '#sla/queries/sla_summary'
import type Ticket from '#tickets/models/ticket'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

/** The incident is known to have begun earlier; its running deadlines count from there (§3.3.7). */
export async function openEarlier(
  trx: TransactionClientContract,
  ticket: Ticket,
  openedAt: DateTime,
  at: DateTime
) {
  if (openedAt >= ticket.openedAt) return
  const begun = { ticketId: ticket.id, from: ticket.openedAt, to: openedAt, at }
  await beginClocksEarlier(trx, begun)
  ticket.merge({ openedAt, ...(await slaSummary(ticket.id, trx)) })
}
