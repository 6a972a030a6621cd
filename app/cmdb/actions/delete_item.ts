import { endRelations } from '#cmdb/actions/end_relations'
import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { removeItems } from '#cmdb/actions/remove_items'
import { ItemHeld } from '#cmdb/errors'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { removalPlan } from '#cmdb/queries/removal_plan'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; itemId: number; seenVersion: number; reason: string }

/**
 * Deletes an item at rest that nothing depends on, with what belongs to it; its history stays and is
 * read under its number (CFG-04).
 * @throws StaleRecord, ItemHeld with what has to end first
 */
export const deleteItem = {
  async handle({ actor, itemId, seenVersion, reason }: Input): Promise<void> {
    await inTransaction(async (trx) => {
      const item = await ConfigurationItem.query({ client: trx })
        .where('id', itemId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, CI_SUBJECT, item, seenVersion)
      const { holds } = await removalPlan(item, trx)
      if (holds.length > 0) throw new ItemHeld(holds)
      const ended = await trx
        .from('ci_relations')
        .where((query) => void query.where('source_id', itemId).orWhere('target_id', itemId))
        .select('id')
      await endRelations(
        trx,
        ended.map(({ id }) => id)
      )
      const { id, number, name, organisationId, ciClassId } = item
      const gone = { id, number, name, organisationId, ciClassId }
      await removeItems(trx, [gone], { actor, action: 'deleted', reason })
      await raiseImpactVersion(trx)
    })
  },
}
