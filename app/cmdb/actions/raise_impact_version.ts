import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { randomInt } from 'node:crypto'

/**
 * What a write did to the graph: an item's own facts, what an item needs (`consumer`), which item
 * stands in for it (`standby`), the catalogue of services, or more than is worth telling.
 */
export type ImpactChange = {
  kind: 'item' | 'consumer' | 'standby' | 'catalogue' | 'all'
  /** Of the item; 0 where no item is meant. */
  recordId: number
}

export const EVERYTHING: ImpactChange = { kind: 'all', recordId: 0 }
export const CATALOGUE: ImpactChange = { kind: 'catalogue', recordId: 0 }

const LARGEST_STEP = 1_000_000
/** A process further behind than this reads everything anew. */
export const KEPT_CHANGES = 5_000
const SWEEP_EVERY = 200

/**
 * Tells every process that its impact snapshot is old, and in what. Part of each transaction that
 * writes an item or a relation, and the last statements in it: the row stays locked until the commit,
 * so versions follow each other without a gap.
 *
 * The step is random so that a version seen inside a transaction that was rolled back does not come
 * back with other content behind it.
 */
export async function raiseImpactVersion(
  trx: TransactionClientContract,
  changes: readonly ImpactChange[] = [EVERYTHING]
) {
  const step = randomInt(1, LARGEST_STEP)
  const versions = () => trx.from('impact_graph_versions').where('id', 1)
  await versions().increment('version', step)
  const version = Number((await versions().select('version').firstOrFail()).version)
  const told = changes.length > KEPT_CHANGES ? [EVERYTHING] : changes
  const rows = told.map(({ kind, recordId }) => ({
    ...{ version, previous_version: version - step },
    ...{ kind, record_id: recordId },
  }))
  const [id] = await trx.table('impact_graph_changes').multiInsert(rows)
  await forgetOld(trx, Number(id), rows.length)
}

/** Now and then, so that the journal stays as long as it is useful. */
async function forgetOld(trx: TransactionClientContract, id: number, added: number) {
  if (Math.floor(id / SWEEP_EVERY) === Math.floor((id - added) / SWEEP_EVERY)) return
  await trx
    .from('impact_graph_changes')
    .where('id', '<', id - KEPT_CHANGES * 2)
    .delete()
}
