import type UnauthorisedChange from '#cmdb/models/unauthorised_change'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Which of them one sees is the business of the scope. */
export default class UnauthorisedChangePolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('cis.view')
  }

  /** Accepting and putting back are edits of the item. */
  decide(principal: Principal, { organisationId }: UnauthorisedChange) {
    return principal.canOn('cis.edit', { organisationId })
  }
}
