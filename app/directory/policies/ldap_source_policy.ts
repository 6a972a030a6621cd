import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Which directories people come from is a matter of the whole installation. */
export default class LdapSourcePolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('settings.view')
  }

  manage(principal: Principal) {
    return principal.reach('settings.manage').all
  }

  /** Who maps groups to roles gives roles. */
  mapRoles(principal: Principal) {
    return this.manage(principal) && principal.reach('roles.manage').all
  }
}
