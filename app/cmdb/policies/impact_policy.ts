import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Questions to the whole graph; the answers name only what the reader may see. */
export default class ImpactPolicy extends BasePolicy {
  ask(principal: Principal) {
    return principal.can('cis.view')
  }

  /** Where a whole installation is weak is the own people's to know. */
  findSinglePoints(principal: Principal) {
    return principal.can('cis.view') && principal.can('services.view_technical')
  }
}
