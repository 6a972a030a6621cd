import ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'
import { Refusal } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * The two ends of a relation, locked in the order of their ids, so that of two equal relations at once
 * the second one is refused. Throws a Refusal where the principal may not see one of them.
 */
export async function lockEnds(
  trx: TransactionClientContract,
  principal: Principal | null,
  sourceId: number,
  targetId: number
) {
  const query = principal ? ConfigurationItem.visibleTo(principal) : ConfigurationItem.query()
  const items = await query
    .useTransaction(trx)
    .whereIn('configuration_items.id', [sourceId, targetId])
    .orderBy('configuration_items.id')
    .forUpdate()
  const [source, target] = [sourceId, targetId].map((id) => items.find((item) => item.id === id))
  if (!source || !target) throw new Refusal('cmdb.errors.unknown_item', {}, 'otherId')
  return { source, target }
}
