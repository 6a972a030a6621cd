import type Contract from '#contracts/models/contract'
import type Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Who may do what to the periods of a contract they see (§7.6). */
export default class BillingPeriodPolicy extends BasePolicy {
  close(principal: Principal, { organisationId }: Contract) {
    return principal.canOn('billing.close', { organisationId })
  }

  unlock(principal: Principal, { organisationId }: Contract) {
    return principal.canOn('billing.unlock', { organisationId })
  }

  /** On the client's side. */
  approve(principal: Principal, { organisationId }: Contract) {
    return principal.canOn('billing.approve', { organisationId })
  }

  board(principal: Principal) {
    return principal.can('billing.close')
  }

  /** How things stand with a client. */
  account(principal: Principal, { id }: Organisation) {
    return principal.canOn('billing.close', { organisationId: id })
  }
}
