import CiRelation from '#cmdb/models/ci_relation'
import { overlaps, type RelationTerms } from '#cmdb/workflow/relation_terms'
import { Refusal } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Ends = { id?: number; relationTypeId: number; sourceId: number; targetId: number }

/** Two relations of one type between the same items must not hold on one day (CFG-06). */
export async function refuseWrongTerms(
  trx: TransactionClientContract,
  { id, relationTypeId, sourceId, targetId }: Ends,
  terms: RelationTerms
) {
  const { validFrom, validTo } = terms
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    throw new Refusal('cmdb.errors.ends_before_start', {}, 'validTo')
  }
  const same = await CiRelation.query({ client: trx }).where({ relationTypeId, sourceId, targetId })
  if (same.some((other) => other.id !== id && overlaps(other, terms))) {
    throw new Refusal(
      'cmdb.errors.duplicate_relation',
      {},
      id === undefined ? 'otherId' : 'validFrom'
    )
  }
}
