import { impactChangesOf } from '#cmdb/actions/impact_changes_of'
import { lockEnds } from '#cmdb/actions/lock_ends'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { recordRelation } from '#cmdb/actions/record_relation'
import { refuseGoneEnds } from '#cmdb/actions/refuse_gone_ends'
import { refuseWrongPair } from '#cmdb/actions/refuse_wrong_pair'
import { refuseWrongTerms } from '#cmdb/actions/refuse_wrong_terms'
import CiRelation from '#cmdb/models/ci_relation'
import RelationType from '#cmdb/models/relation_type'
import { tidyTerms, USUAL_TERMS, type RelationTerms } from '#cmdb/workflow/relation_terms'
import { Refusal } from '#core/errors'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'

type Input = Partial<RelationTerms> & {
  actor: Actor
  /** Whose sight decides whether both ends exist; none for imports and seeds. */
  principal: Principal | null
  typeCode: string
  sourceId: number
  targetId: number
}

/**
 * Links two items (CFG-06).
 * @throws Refusal on an item linked with itself, ends the type does not link, a link that exists in
 * those days, an unknown type, an end that the principal may not see or that is out of use
 */
export const relateConfigurationItems = {
  async handle(input: Input): Promise<CiRelation> {
    const { actor, principal, typeCode, sourceId: first, targetId: second, ...given } = input
    if (first === second) throw new Refusal('cmdb.errors.self_relation', {}, 'otherId')
    const terms = tidyTerms({ ...USUAL_TERMS, ...given })

    return inTransaction(async (trx) => {
      const type = await RelationType.query({ client: trx }).where('code', typeCode).first()
      if (!type) throw new Refusal('cmdb.errors.unknown_relation_type', {}, 'typeCode')

      const [sourceId, targetId] = orderedEnds(type, first, second)
      const { source, target } = await lockEnds(trx, principal, sourceId, targetId)
      refuseGoneEnds([target, source])
      await refuseWrongPair(trx, type, source, target, principal?.locale ?? 'en')
      const ends = { relationTypeId: type.id, sourceId, targetId }
      await refuseWrongTerms(trx, ends, terms)

      const relation = await CiRelation.create({ ...ends, ...terms, version: 1 }, { client: trx })
      const entry = { actor, action: 'related', type, source, target } as const
      await recordRelation(trx, { ...entry, relation })
      await raiseImpactVersion(trx, impactChangesOf(relation, type.code))
      return relation
    })
  },
}

/** A type that means the same in both directions is stored once, the lower id first. */
function orderedEnds({ isSymmetric }: RelationType, first: number, second: number) {
  const isTurned = Boolean(isSymmetric) && first > second
  return isTurned ? ([second, first] as const) : ([first, second] as const)
}
