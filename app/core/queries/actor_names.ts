import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type NamesOf = (
  userIds: readonly number[],
  client: QueryClientContract
) => Promise<ReadonlyMap<number, string>>

let namesOf: NamesOf = async () => new Map()

/** The domain that keeps accounts says here how their owners are called now. */
export function nameActorsWith(source: NamesOf) {
  namesOf = source
}

/**
 * How those who acted are called now, by their user id. The audit's rows are sealed and keep
 * `user #id` alone, so that a person who was anonymised has no name there either (152-FZ).
 */
export async function actorNames(
  userIds: readonly (number | null)[],
  client: QueryClientContract = db.connection()
): Promise<ReadonlyMap<number, string>> {
  const known = new Set(userIds.filter((id) => id !== null))
  return known.size === 0 ? new Map() : namesOf([...known], client)
}
