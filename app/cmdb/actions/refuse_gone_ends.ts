import type { CiStatus } from '#cmdb/models/ci_types'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { GONE } from '#cmdb/queries/items_in_use_of'
import { Refusal } from '#core/errors'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PER_QUERY = 400

/**
 * Nothing new is related to what is retired, disposed of or in the archive (domain §4.6). Both ends
 * are locked by now, so an item that is being retired at this moment is either related before, which
 * keeps it from being retired, or not at all.
 * @throws Refusal on `otherId`
 */
export function refuseGoneEnds(ends: readonly ConfigurationItem[]) {
  const gone = ends.find(({ status, archivedAt }) => isGone(status, archivedAt !== null))
  if (gone) {
    const name = `${gone.number} ${gone.name}`
    throw new Refusal(GONE_END, { name }, 'otherId')
  }
}

export const GONE_END = 'cmdb.errors.gone_end'

export function isGone(status: string, isArchived: boolean): boolean {
  return isArchived || GONE.includes(status as CiStatus)
}

/** Locks items in the order of their ids; gives those that nothing is related to any more. */
export async function lockGone(
  trx: TransactionClientContract,
  ids: readonly number[]
): Promise<Map<number, string>> {
  const gone = new Map<number, string>()
  for (const some of portions(
    [...new Set(ids)].toSorted((a, b) => a - b),
    PER_QUERY
  )) {
    const rows = await trx
      .from('configuration_items')
      .whereIn('id', some)
      .orderBy('id')
      .forUpdate()
      .select('id', 'number', 'name', 'status', 'archived_at')
    for (const row of rows) {
      const isIt = isGone(row.status, row.archived_at !== null)
      if (isIt) gone.set(row.id, `${row.number} ${row.name}`)
    }
  }
  return gone
}
