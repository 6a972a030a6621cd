import type Baseline from '#cmdb/models/baseline'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Which items of a baseline one sees is the business of the scope. */
export default class BaselinePolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('cis.view')
  }

  create(principal: Principal) {
    return principal.can('cis.view') && principal.can('cis.edit')
  }

  /** One's own, or any when one edits all items. */
  remove(principal: Principal, { createdByUserId }: Baseline) {
    if (!principal.can('cis.edit')) return false
    return createdByUserId === principal.userId || principal.reach('cis.edit').all
  }
}
