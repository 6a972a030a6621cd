import { BaselineSchema } from '#database/schema'
import type { Principal } from '#directory/queries/principal'

/** A named copy of items as they were at a moment; never changed after it was taken (CFG-08). */
export default class Baseline extends BaselineSchema {
  get isUnderWay() {
    return this.state === 'queued' || this.state === 'running'
  }

  /** Those with an item of an organisation the principal sees, and their own. */
  static visibleTo(principal: Principal) {
    const { all, organisationIds } = principal.reach('cis.view')
    const query = this.query()
    if (all) return query
    return query.where((inner) => {
      void inner.where('baselines.created_by_user_id', principal.userId)
      if (organisationIds.length === 0) return
      void inner.orWhereExists((items) => {
        void items
          .from('baseline_items')
          .whereColumn('baseline_items.baseline_id', 'baselines.id')
          .whereIn('baseline_items.organisation_id', organisationIds)
      })
    })
  }
}
