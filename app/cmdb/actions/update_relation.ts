import { impactChangesOf } from '#cmdb/actions/impact_changes_of'
import { keepPastRelation } from '#cmdb/actions/keep_past_relation'
import { lockEnds } from '#cmdb/actions/lock_ends'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { recordRelation } from '#cmdb/actions/record_relation'
import { refuseGoneEnds } from '#cmdb/actions/refuse_gone_ends'
import { refuseWrongTerms } from '#cmdb/actions/refuse_wrong_terms'
import CiRelation from '#cmdb/models/ci_relation'
import { tidyTerms, type RelationTerms } from '#cmdb/workflow/relation_terms'
import { pendingChanges } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import { clock } from '#core/clock'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; relationId: number; seenVersion: number; terms: RelationTerms }

export const RELATION_SUBJECT = 'ci_relation'

/**
 * Changes what a relation says; its ends and its type never change (CFG-06).
 * @throws StaleRecord, Refusal on days that another relation of the same ends holds, or when one that
 * ended would hold again with an end that is out of use
 */
export const updateRelation = {
  async handle({ actor, relationId, seenVersion, terms }: Input): Promise<CiRelation> {
    return inTransaction(async (trx) => {
      const relation = await CiRelation.query({ client: trx })
        .where('id', relationId)
        .preload('type')
        .preload('source')
        .preload('target')
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, RELATION_SUBJECT, relation, seenVersion)
      const tidy = tidyTerms(terms)
      await refuseWrongTerms(trx, relation, tidy)

      const before = new CiRelation().fill({ ...relation.$attributes })
      relation.merge(tidy)
      const changes = pendingChanges(relation)
      if (changes.length === 0) return relation
      if (!isInForce(before) && isInForce(relation)) {
        const { source, target } = await lockEnds(trx, null, relation.sourceId, relation.targetId)
        refuseGoneEnds([target, source])
      }
      await keepPastRelation(trx, before)
      relation.merge({ version: relation.version + 1, holdsFrom: clock.today('utc') })
      await relation.save()
      const { type, source, target } = relation
      const entry = { actor, action: 'relation_changed', type, source, target } as const
      await recordRelation(trx, { ...entry, relation, changes })
      await raiseImpactVersion(trx, impactChangesOf(relation, type.code))
      return relation
    })
  },
}

function isInForce({ validTo }: CiRelation): boolean {
  return validTo === null || String(validTo) >= clock.today('utc')
}
