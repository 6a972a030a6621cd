import CiRelation from '#cmdb/models/ci_relation'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'

/** A relation of the item whose other end the person may see too; 404 otherwise. */
export async function findRelationOf(
  item: ConfigurationItem,
  id: number,
  principal: Principal
): Promise<CiRelation> {
  const relation = await CiRelation.query()
    .where('id', id)
    .where((query) => query.where('sourceId', item.id).orWhere('targetId', item.id))
    .firstOrFail()
  const otherId = relation.sourceId === item.id ? relation.targetId : relation.sourceId
  await ConfigurationItem.visibleTo(principal).where('id', otherId).firstOrFail()
  return relation
}
