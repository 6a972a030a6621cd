import ConfigurationItem from '#cmdb/models/configuration_item'
import { BulkEditItemSchema } from '#database/schema'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** One item of a bulk edit. */
export default class BulkEditItem extends BulkEditItemSchema {
  @belongsTo(() => ConfigurationItem, { foreignKey: 'itemId' })
  declare item: BelongsTo<typeof ConfigurationItem>

  /** Joined with its item, whose organisation decides who sees it. */
  static visibleTo(principal: Principal) {
    const query = this.query()
      .join('configuration_items', 'configuration_items.id', 'bulk_edit_items.item_id')
      .select('bulk_edit_items.*')
    const columns = { organisation: 'configuration_items.organisation_id' }
    return scopedByOrganisation(query, principal, 'cis.view', columns)
  }
}
