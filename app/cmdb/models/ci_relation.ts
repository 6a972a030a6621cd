import ConfigurationItem from '#cmdb/models/configuration_item'
import RelationType from '#cmdb/models/relation_type'
import { CiRelationSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A typed, directed link between two items (CFG-06). */
export default class CiRelation extends CiRelationSchema {
  @belongsTo(() => RelationType)
  declare type: BelongsTo<typeof RelationType>

  @belongsTo(() => ConfigurationItem, { foreignKey: 'sourceId' })
  declare source: BelongsTo<typeof ConfigurationItem>

  @belongsTo(() => ConfigurationItem, { foreignKey: 'targetId' })
  declare target: BelongsTo<typeof ConfigurationItem>
}
