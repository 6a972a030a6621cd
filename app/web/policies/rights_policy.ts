import type Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Why somebody may or may not do a thing: for who sees the roles, or manages that person's account. */
export default class RightsPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('roles.view') || principal.can('users.manage')
  }

  explain(principal: Principal, { organisationId }: Pick<Person, 'organisationId'>) {
    return principal.can('roles.view') || principal.canOn('users.manage', { organisationId })
  }
}
