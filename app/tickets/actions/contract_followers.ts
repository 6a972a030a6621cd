import type { Actor } from '#core/actor'
import type Ticket from '#tickets/models/ticket'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Follower = (trx: TransactionClientContract, actor: Actor, ticket: Ticket) => Promise<void>

const followers: Follower[] = []

/** Lets a domain above take what it keeps on a ticket over to its new contract, such as time. */
export function followContracts(follower: Follower) {
  followers.push(follower)
}

/** To be called in the transaction that gives a ticket its contract. */
export async function followContract(trx: TransactionClientContract, actor: Actor, ticket: Ticket) {
  for (const follow of followers) await follow(trx, actor, ticket)
}
