import type { Owned, Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Who may read the register, propose, and decide. */
export default class ImprovementPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('improvements.view')
  }

  propose(principal: Principal) {
    return principal.can('improvements.propose')
  }

  proposeFor(principal: Principal, owned: Owned) {
    return principal.canOn('improvements.propose', owned)
  }

  manage(principal: Principal, owned: Owned) {
    return principal.canOn('improvements.manage', owned)
  }
}
