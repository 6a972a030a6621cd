import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Contracts with the last day (`YYYY-MM-DD`) of their latest approved billing period. */
type Source = (
  client: QueryClientContract,
  contractIds: readonly number[]
) => Promise<Map<number, string>>

let source: Source = async () => new Map()

/** Billing, of an upper floor, says up to which day contracts are settled. */
export function tellSettledUntil(given: Source): void {
  source = given
}

/** The day up to which everything of a contract is charged for good (§7.6); null before the first. */
export async function settledUntil(
  contractId: number,
  client: QueryClientContract = db.connection()
): Promise<string | null> {
  return (await source(client, [contractId])).get(contractId) ?? null
}

/** The same of several at once; those without an approved period are left out. */
export function settledUntilEach(
  contractIds: readonly number[],
  client: QueryClientContract = db.connection()
): Promise<Map<number, string>> {
  return source(client, contractIds)
}
