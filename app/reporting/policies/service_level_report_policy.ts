import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Which tickets the figures count is the business of the scope. */
export default class ServiceLevelReportPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('agreements.report')
  }

  /** Tries out promises that were never given: a matter of who knows every agreement. */
  replay(principal: Principal) {
    return principal.can('agreements.report') && principal.reach('agreements.view').all
  }
}
