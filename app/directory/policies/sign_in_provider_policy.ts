import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Through whom people sign in is a matter of the whole installation. */
export default class SignInProviderPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('settings.view')
  }

  manage(principal: Principal) {
    return principal.reach('settings.manage').all
  }

  /** Who maps groups to roles gives roles. */
  mapGroups(principal: Principal) {
    return this.manage(principal) && principal.reach('roles.manage').all
  }
}
