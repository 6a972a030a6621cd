import { BaselineItemSchema } from '#database/schema'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'

/** An item of a baseline with all it had then; a copy that outlives the item. */
export default class BaselineItem extends BaselineItemSchema {
  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'cis.view', {
      organisation: 'baseline_items.organisation_id',
    })
  }
}
