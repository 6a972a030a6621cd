import type Contract from '#contracts/models/contract'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Which contracts one sees is the business of `visibleTo`. */
export default class ContractPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('contracts.view')
  }

  /** Some contract at all; of which client, `editOf` says. */
  edit(principal: Principal) {
    return principal.can('contracts.edit')
  }

  editOf(principal: Principal, { organisationId }: Pick<Contract, 'organisationId'>) {
    return principal.canOn('contracts.edit', { organisationId })
  }

  /** Terms are prices: only for who sees them. */
  amend(principal: Principal, contract: Contract) {
    return this.editOf(principal, contract) && this.viewPrices(principal, contract)
  }

  viewPrices(principal: Principal, { organisationId }: Contract) {
    return principal.canOn('contracts.view_prices', { organisationId })
  }

  report(principal: Principal, { organisationId }: Contract) {
    return principal.canOn('contracts.report', { organisationId })
  }
}
