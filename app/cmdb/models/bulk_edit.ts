import { BulkEditSchema } from '#database/schema'
import type { Principal } from '#directory/queries/principal'

/** The same edit of many items, with what it makes of each. */
export default class BulkEdit extends BulkEditSchema {
  /** Everybody sees their own. */
  static visibleTo(principal: Principal) {
    return this.query().where('requested_by_user_id', principal.userId)
  }
}
