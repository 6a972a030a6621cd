import {
  mayEditOutage,
  mayRegisterOutages,
  type OutageConcern,
} from '#catalog/queries/outage_rights'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

export default class OutagePolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('services.view') && principal.can('outages.view')
  }

  register(principal: Principal, service: OutageConcern['service']) {
    return this.view(principal) && mayRegisterOutages(principal, service)
  }

  edit(principal: Principal, concern: OutageConcern) {
    return this.view(principal) && mayEditOutage(principal, concern)
  }
}
