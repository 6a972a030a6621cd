import { pastRowOf } from '#cmdb/actions/keep_past_relation'
import CiRelation from '#cmdb/models/ci_relation'
import { insertRows } from '#core/actions/insert_rows'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PER_QUERY = 200

/** Takes relations away, many at a time; the graph of a past day still has them (CFG-07). */
export async function endRelations(trx: TransactionClientContract, ids: readonly number[]) {
  for (const some of portions(ids, PER_QUERY)) {
    const relations = await CiRelation.query({ client: trx }).whereIn('id', some).forUpdate()
    await insertRows(
      trx,
      'past_ci_relations',
      relations.flatMap((relation) => pastRowOf(relation) ?? [])
    )
    await trx.from('ci_relations').whereIn('id', some).delete()
  }
}
