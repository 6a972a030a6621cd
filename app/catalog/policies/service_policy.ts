import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Services and their families. */
export default class ServicePolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('services.view')
  }

  /** What is behind a service: the technical view, what it needs and what stands on it (CAT-02). */
  viewTechnical(principal: Principal) {
    return principal.can('services.view') && principal.can('services.view_technical')
  }

  viewPrices(principal: Principal) {
    return principal.can('services.view') && principal.can('services.view_prices')
  }

  /** Who edits sees what is edited. */
  edit(principal: Principal) {
    return this.viewTechnical(principal) && principal.can('services.edit')
  }

  editPrices(principal: Principal) {
    return this.viewPrices(principal) && principal.can('services.edit_prices')
  }
}
