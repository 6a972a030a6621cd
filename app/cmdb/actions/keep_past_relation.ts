import type CiRelation from '#cmdb/models/ci_relation'
import PastCiRelation from '#cmdb/models/past_ci_relation'
import { clock } from '#core/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

/** What a relation said until yesterday stays, so that the graph of a past day is true (CFG-07). */
export async function keepPastRelation(trx: TransactionClientContract, relation: CiRelation) {
  const holdsFrom = heldSince(relation)
  const holdsUntil = DateTime.fromISO(clock.today('utc')).minus({ days: 1 }).toISODate()!
  if (holdsUntil < holdsFrom) return
  const { id: relationId, relationTypeId, sourceId, targetId } = relation
  const { groupKey, rule, ruleValue, propagates, validFrom, validTo } = relation
  await PastCiRelation.create(
    {
      ...{ relationId, relationTypeId, sourceId, targetId, holdsFrom, holdsUntil },
      ...{ groupKey, rule, ruleValue, propagates, validFrom, validTo },
    },
    { client: trx }
  )
}

/** The first day its row is right for; one that was never edited holds as far as its dates say. */
function heldSince({ holdsFrom, validFrom, createdAt }: CiRelation): string {
  return holdsFrom ?? validFrom ?? createdAt.toUTC().toISODate()!
}
