import type { Owned, Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Who reads service reviews and who runs them. */
export default class ServiceReviewPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('reviews.view')
  }

  plan(principal: Principal) {
    return principal.can('reviews.manage')
  }

  manage(principal: Principal, owned: Owned) {
    return principal.canOn('reviews.manage', owned)
  }

  /** Holding one freezes figures, so it takes the right to them. */
  hold(principal: Principal, owned: Owned) {
    return this.manage(principal, owned) && principal.canOn('agreements.report', owned)
  }
}
