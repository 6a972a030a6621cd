import type { Owned, Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Who may hear, register and answer complaints and compliments. */
export default class FeedbackPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('feedback.view')
  }

  register(principal: Principal) {
    return principal.can('feedback.register')
  }

  manage(principal: Principal, owned: Owned) {
    return principal.canOn('feedback.manage', owned)
  }

  /** Findings, severity and owner are for the own people; who complained reads the answer. */
  readInside(principal: Principal, owned: Owned) {
    return principal.canOn('feedback.manage', owned) || principal.canOn('tickets.view_notes', owned)
  }
}
