import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

export default class AuditPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('audit.view')
  }
}
