import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { randomInt } from 'node:crypto'

const LARGEST_STEP = 1_000_000

/**
 * Tells every process that its impact snapshot is old. Part of each transaction that writes an item
 * or a relation, and the last statement in it: the row stays locked until the commit.
 *
 * The step is random so that a version seen inside a transaction that was rolled back does not come
 * back with other content behind it.
 */
export async function raiseImpactVersion(trx: TransactionClientContract) {
  await trx
    .from('impact_graph_versions')
    .where('id', 1)
    .increment('version', randomInt(1, LARGEST_STEP))
}
