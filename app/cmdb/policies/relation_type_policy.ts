import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

export default class RelationTypePolicy extends BasePolicy {
  /** How the own people's records hang together. */
  list(principal: Principal) {
    return principal.can('cis.view') && principal.can('services.view_technical')
  }

  /** Relation types are a part of the model, as classes are. */
  edit(principal: Principal) {
    return principal.can('ci_classes.edit')
  }
}
