import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

type Owned = { organisationId: number | null }

/** Register, consents, requests, who viewed whom, retention; what concerns one person by their organisation. */
export default class PrivacyPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('personal_data.view')
  }

  manage(principal: Principal) {
    return principal.can('personal_data.manage')
  }

  /** The register and the rules hold for the whole installation. */
  govern(principal: Principal) {
    return principal.reach('personal_data.manage').all
  }

  viewOn(principal: Principal, owned: Owned) {
    return principal.canOn('personal_data.view', owned)
  }

  manageOn(principal: Principal, owned: Owned) {
    return principal.canOn('personal_data.manage', owned)
  }
}
