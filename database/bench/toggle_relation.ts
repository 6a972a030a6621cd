import { relateConfigurationItems } from '#cmdb/actions/relate_configuration_items'
import { unrelateConfigurationItems } from '#cmdb/actions/unrelate_configuration_items'
import CiRelation from '#cmdb/models/ci_relation'
import { SYSTEM_ACTOR } from '#core/actor'

/** Makes one item need another, or no longer when it does, so that twice leaves the data as it was. */
export async function toggleRelation(sourceId: number, targetId: number) {
  const ends = { sourceId, targetId }
  const known = await CiRelation.query().where(ends).first()
  if (known) {
    await unrelateConfigurationItems.handle({ actor: SYSTEM_ACTOR, relationId: known.id })
  } else {
    const how = { actor: SYSTEM_ACTOR, principal: null, typeCode: 'depends_on' }
    await relateConfigurationItems.handle({ ...how, ...ends })
  }
}
