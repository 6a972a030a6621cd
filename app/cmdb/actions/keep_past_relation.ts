import type CiRelation from '#cmdb/models/ci_relation'
import { insertRows } from '#core/actions/insert_rows'
import { clock } from '#core/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

/** What a relation said until yesterday stays, so that the graph of a past day is true (CFG-07). */
export async function keepPastRelation(trx: TransactionClientContract, relation: CiRelation) {
  const row = pastRowOf(relation)
  if (row) await insertRows(trx, 'past_ci_relations', [row])
}

/** Null for a relation that held on no day that is over. */
export function pastRowOf(relation: CiRelation) {
  const holdsFrom = heldSince(relation)
  const holdsUntil = DateTime.fromISO(clock.today('utc')).minus({ days: 1 }).toISODate()!
  if (holdsUntil < holdsFrom) return null
  const { id, relationTypeId, sourceId, targetId, groupKey, rule, ruleValue } = relation
  return {
    ...{ relation_id: id, relation_type_id: relationTypeId },
    ...{ source_id: sourceId, target_id: targetId },
    ...{ holds_from: holdsFrom, holds_until: holdsUntil, group_key: groupKey, rule },
    ...{ rule_value: ruleValue, propagates: relation.propagates },
    ...{ valid_from: relation.validFrom, valid_to: relation.validTo },
  }
}

/** The first day its row is right for; one that was never edited holds as far as its dates say. */
function heldSince({ holdsFrom, validFrom, createdAt }: CiRelation): string {
  return holdsFrom ?? validFrom ?? createdAt.toUTC().toISODate()!
}
