import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** How complete, right and compliant the CMDB is, and the work of mending it. */
export default class CiHealthPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('ci_health.view') && principal.can('cis.view')
  }

  /** Tasks and checks are for those who may mend some items. */
  work(principal: Principal) {
    return this.view(principal) && principal.can('cis.edit')
  }

  workOn(principal: Principal, item: Pick<ConfigurationItem, 'organisationId'>) {
    return this.view(principal) && this.verify(principal, item)
  }

  verify(principal: Principal, item: Pick<ConfigurationItem, 'organisationId'>) {
    return principal.canOn('cis.edit', { organisationId: item.organisationId })
  }

  /** Rules, weights and runs out of turn. */
  configure(principal: Principal) {
    return this.view(principal) && principal.can('ci_classes.edit')
  }
}
