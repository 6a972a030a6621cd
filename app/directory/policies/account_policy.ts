import type Person from '#directory/models/person'
import { isBeyondClients } from '#directory/queries/is_beyond_clients'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

type Target = { person: Pick<Person, 'organisationId'>; userId: number | null }

/** Other people's accounts: making them, their roles, links for a password, being switched on and off. */
export default class AccountPolicy extends BasePolicy {
  list(principal: Principal) {
    return principal.can('users.manage')
  }

  /**
   * Who may set a password may be that person. So who manages accounts of some organisations has a
   * hand on accounts with roles for clients alone, and not on one that manages accounts itself; only
   * who manages all of them has. A switched-off account counts as what it would be when on.
   */
  async manage(principal: Principal, { person, userId }: Target) {
    const { organisationId } = person
    if (!principal.canOn('users.manage', { organisationId })) return false
    if (principal.reach('users.manage').all || userId === null) return true
    return !(await isBeyondClients(userId))
  }
}
