import type { Actor } from '#core/actor'
import type Ticket from '#tickets/models/ticket'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

export type MergedTickets = { actor: Actor; sources: readonly Ticket[]; target: Ticket }

/** Records of a domain above that hang on tickets and go along when tickets become one. */
export type MergeFollower = {
  key: string
  /** How much each ticket has, for the preview; tickets without anything are left out. */
  amounts(client: QueryClientContract, ticketIds: readonly number[]): Promise<Map<number, number>>
  /** Moves them in the merge's own transaction and writes the history of it. */
  move(trx: TransactionClientContract, merged: MergedTickets): Promise<void>
}

const followers: MergeFollower[] = []

/** Lets a domain above bring along what it keeps on a ticket, such as logged time. */
export function followMerges(follower: MergeFollower) {
  followers.push(follower)
}

export async function moveMergedRecords(trx: TransactionClientContract, merged: MergedTickets) {
  for (const follower of followers) await follower.move(trx, merged)
}

/** What would go along, by follower and ticket. */
export async function mergeAmounts(client: QueryClientContract, ticketIds: readonly number[]) {
  const amounts = new Map<string, Map<number, number>>()
  for (const { key, amounts: read } of followers) amounts.set(key, await read(client, ticketIds))
  return amounts
}
