import ConfigurationItem from '#cmdb/models/configuration_item'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { CiFindingSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** What a person has to look at after records came in: refused values, doubtful and duplicate items (CFG-11). */
export default class CiFinding extends CiFindingSchema {
  @belongsTo(() => ConfigurationItem, { foreignKey: 'itemId' })
  declare item: BelongsTo<typeof ConfigurationItem>

  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  /** Those of organisations in reach; what concerns several organisations is for whoever sees all. */
  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'cis.edit', {
      organisation: 'ci_findings.organisation_id',
    })
  }
}
