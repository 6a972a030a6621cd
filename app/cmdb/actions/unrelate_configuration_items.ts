import { impactChangesOf } from '#cmdb/actions/impact_changes_of'
import { keepPastRelation } from '#cmdb/actions/keep_past_relation'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { recordRelation } from '#cmdb/actions/record_relation'
import CiRelation from '#cmdb/models/ci_relation'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; relationId: number }

/**
 * Takes a link between two items away; both histories keep that it was there, and the graph of a past
 * day still has it (CFG-07).
 */
export const unrelateConfigurationItems = {
  async handle({ actor, relationId }: Input) {
    await inTransaction(async (trx) => {
      const relation = await CiRelation.query({ client: trx })
        .where('id', relationId)
        .preload('type')
        .preload('source')
        .preload('target')
        .forUpdate()
        .firstOrFail()
      await keepPastRelation(trx, relation)
      await relation.delete()
      const { type, source, target } = relation
      const entry = { actor, action: 'unrelated', type, source, target } as const
      await recordRelation(trx, { ...entry, relation })
      await raiseImpactVersion(trx, impactChangesOf(relation, type.code))
    })
  },
}
