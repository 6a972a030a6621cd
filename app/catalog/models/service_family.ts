import type { Principal } from '#directory/queries/principal'
import { scopedByPermission } from '#directory/queries/scope'
import { ServiceFamilySchema } from '#database/schema'

/** A branch of the catalogue: services that belong together, and families below it. */
export default class ServiceFamily extends ServiceFamilySchema {
  static visibleTo(principal: Principal) {
    return scopedByPermission(this.query(), principal, 'services.view')
  }
}
