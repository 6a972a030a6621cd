import CiClass from '#cmdb/models/ci_class'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { RemovedItemSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** What a deleted item was called; its history is in the audit under its former id (CFG-04). */
export default class RemovedItem extends RemovedItemSchema {
  @belongsTo(() => CiClass)
  declare ciClass: BelongsTo<typeof CiClass>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'cis.view', {
      organisation: 'removed_items.organisation_id',
    })
  }
}
