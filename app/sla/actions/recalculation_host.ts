import type { Actor } from '#core/actor'
import type Clock from '#sla/models/clock'
import type { TargetFacts } from '#sla/queries/find_targets'
import type { StateSince } from '#sla/workflow/recount_pauses'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

/** A clock that recalculation put on another target, and the one in its place. */
export type ChangedClock = {
  before: { targetMinutes: number; dueAt: DateTime | null }
  after: Clock
}

export type RecalculatedTicket = { ticketId: number; clocks: ChangedClock[] }
export type RecalculationCause = { actor: Actor; reason: string }

/** The domain that owns the tickets: what they bring to the choice, and what follows for them. */
export type RecalculationHost = {
  /** Locks tickets that are not over; others are left out of the answer. */
  lock(trx: TransactionClientContract, ticketIds: number[]): Promise<Map<number, TargetFacts>>
  /** The states that tickets went through, in their order; epoch milliseconds. */
  states(
    trx: TransactionClientContract,
    ticketIds: number[]
  ): Promise<Map<number, readonly StateSince[]>>
  record(
    trx: TransactionClientContract,
    tickets: RecalculatedTicket[],
    cause: RecalculationCause
  ): Promise<void>
}

let known: RecalculationHost | null = null

/** The domain above says here how its tickets take part. */
export function recalculateTicketsWith(host: RecalculationHost) {
  known = host
}

export function recalculationHost(): RecalculationHost {
  if (!known) throw new Error('No domain has said how its tickets are recalculated')
  return known
}
