import type Contract from '#contracts/models/contract'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Which contracts one sees is the business of `visibleTo`. */
export default class ContractPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('contracts.view')
  }

  viewPrices(principal: Principal, { organisationId }: Contract) {
    return principal.canOn('contracts.view_prices', { organisationId })
  }

  report(principal: Principal, { organisationId }: Contract) {
    return principal.canOn('contracts.report', { organisationId })
  }
}
