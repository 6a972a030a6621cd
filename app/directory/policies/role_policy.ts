import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Roles are of the whole installation: whoever edits them decides for every organisation. */
export default class RolePolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('roles.view')
  }

  manage(principal: Principal) {
    return principal.can('roles.view') && principal.reach('roles.manage').all
  }
}
