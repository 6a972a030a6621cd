import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

export default class ConfigurationItemPolicy extends BasePolicy {
  list(principal: Principal) {
    return principal.can('cis.view')
  }

  create(principal: Principal) {
    return principal.can('cis.edit')
  }

  edit(principal: Principal, item: ConfigurationItem) {
    return principal.canOn('cis.edit', { organisationId: item.organisationId })
  }

  /** Deleting is more than editing: nothing brings the item back. */
  remove(principal: Principal, item: ConfigurationItem) {
    const { organisationId } = item
    return this.edit(principal, item) && principal.canOn('cis.delete', { organisationId })
  }

  viewSecrets(principal: Principal, item: ConfigurationItem) {
    return principal.canOn('cis.view_secrets', { organisationId: item.organisationId })
  }
}
