import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

export default class AgreementPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('agreements.view')
  }

  /** How it came about and what it does inside the desk, beside the promise itself. */
  study(principal: Principal) {
    return principal.reach('agreements.view').all
  }

  edit(principal: Principal) {
    return principal.can('agreements.edit')
  }

  /** As a whole: who sees a part of the targets would throw away the others. */
  rewrite(principal: Principal) {
    return this.edit(principal) && this.study(principal)
  }
}
