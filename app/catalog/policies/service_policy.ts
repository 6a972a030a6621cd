import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

export default class ServicePolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('services.view')
  }
}
