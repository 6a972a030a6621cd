import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Follower = (trx: TransactionClientContract) => Promise<void>

const followers = new Set<Follower>()

/** A domain above the catalogue is told of every change of services, within its transaction. */
export function followServices(follower: Follower): void {
  followers.add(follower)
}

/** The last statement of each transaction that changes a service: what followers lock stays locked. */
export async function tellFollowers(trx: TransactionClientContract): Promise<void> {
  for (const follower of followers) await follower(trx)
}
