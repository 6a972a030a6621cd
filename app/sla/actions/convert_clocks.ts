import { attachClocks } from '#sla/actions/attach_clocks'
import { driveClocks, type ClockEvent } from '#sla/actions/drive_clocks'
import type { TargetFacts } from '#sla/queries/find_targets'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Conversion = {
  ticketId: number
  /** The ticket that goes on in its place; the same when it changes its kind. */
  intoTicketId: number
  /** Of the new kind. */
  facts: TargetFacts
  /** Of the new kind's first state. */
  state: string
  /** Null: nothing is promised any more. */
  agreementId: number | null
  /** Of the original ticket: from then on the new promises count (§3.3.8). */
  openedAt: DateTime
  at: DateTime
  /** What has been done already, such as a first answer, in order. */
  events: ClockEvent[]
}

/**
 * A ticket becomes one of another kind (§3.3.8): every clock it had is cancelled, those that had
 * ended too, because the promises to the new kind judge the same life from its beginning.
 */
export async function convertClocks(
  trx: TransactionClientContract,
  { ticketId, intoTicketId, facts, state, agreementId, openedAt, at, events }: Conversion
) {
  await driveClocks(trx, ticketId, [{ kind: 'cancelled', cause: 'converted', at }])
  if (agreementId === null) return
  const begin = { ...facts, agreementId, state, startedAt: openedAt, now: at }
  await attachClocks(trx, { ...begin, ticketId: intoTicketId })
  await driveClocks(trx, intoTicketId, events)
}
