import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Which tickets the figures count is the business of the scope. */
export default class ServiceLevelReportPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('agreements.report')
  }
}
