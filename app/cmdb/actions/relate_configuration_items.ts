import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { recordRelation } from '#cmdb/actions/record_relation'
import CiRelation from '#cmdb/models/ci_relation'
import ConfigurationItem from '#cmdb/models/configuration_item'
import RelationType from '#cmdb/models/relation_type'
import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import { Refusal } from '#core/errors'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  /** Whose sight decides whether both ends exist; none for imports and seeds. */
  principal: Principal | null
  typeCode: string
  sourceId: number
  targetId: number
  /** Relations of one consumer with the same key form one redundancy group under this rule. */
  groupKey?: string | null
  rule?: DependencyRuleType | null
  ruleValue?: number | null
}

/** Types that mean the same in both directions are stored once, the lower id first. */
const SYMMETRIC_TYPES = ['integrates_with']

/**
 * Links two items (CFG-06).
 * @throws Refusal on an item linked with itself, a link that exists, an unknown type or an end that
 * the principal may not see
 */
export const relateConfigurationItems = {
  async handle(input: Input): Promise<CiRelation> {
    if (input.sourceId === input.targetId) {
      throw new Refusal('cmdb.errors.self_relation', {}, 'otherId')
    }

    return inTransaction(async (trx) => {
      const type = await RelationType.query({ client: trx }).where('code', input.typeCode).first()
      if (!type) throw new Refusal('cmdb.errors.unknown_relation_type', {}, 'typeCode')

      const [sourceId, targetId] = orderedEnds(input)
      const source = await this.end(trx, input, sourceId)
      const target = await this.end(trx, input, targetId)
      await this.refuseDuplicate(trx, type.id, sourceId, targetId)

      const { groupKey = null, rule = null, ruleValue = null } = input
      const values = { relationTypeId: type.id, sourceId, targetId, groupKey, rule, ruleValue }
      const relation = await CiRelation.create(values, { client: trx })
      await recordRelation(trx, { actor: input.actor, action: 'related', type, source, target })
      await raiseImpactVersion(trx)
      return relation
    })
  },

  async end(trx: TransactionClientContract, { principal }: Input, id: number) {
    const query = principal ? ConfigurationItem.visibleTo(principal) : ConfigurationItem.query()
    // Locked, so that of two equal relations at once the second one is refused.
    const item = await query.useTransaction(trx).where('id', id).forUpdate().first()
    if (!item) throw new Refusal('cmdb.errors.unknown_item', {}, 'otherId')
    return item
  },

  async refuseDuplicate(
    trx: TransactionClientContract,
    typeId: number,
    sourceId: number,
    targetId: number
  ) {
    const same = { relationTypeId: typeId, sourceId, targetId }
    const existing = await CiRelation.query({ client: trx }).where(same).first()
    if (existing) throw new Refusal('cmdb.errors.duplicate_relation', {}, 'otherId')
  },
}

function orderedEnds({ typeCode, sourceId, targetId }: Input): [number, number] {
  const isTurned = SYMMETRIC_TYPES.includes(typeCode) && sourceId > targetId
  return isTurned ? [targetId, sourceId] : [sourceId, targetId]
}
