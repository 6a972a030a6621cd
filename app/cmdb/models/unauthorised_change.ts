import ConfigurationItem from '#cmdb/models/configuration_item'
import { UnauthorisedChangeSchema } from '#database/schema'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** What a source changed in a change-controlled item without a change that covers it (domain §4.5). */
export default class UnauthorisedChange extends UnauthorisedChangeSchema {
  @belongsTo(() => ConfigurationItem, { foreignKey: 'itemId' })
  declare item: BelongsTo<typeof ConfigurationItem>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'cis.view', {
      organisation: 'unauthorised_changes.organisation_id',
    })
  }
}
