import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** The tree of classes and their attributes. */
export default class CiClassPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('ci_classes.view')
  }

  /** Who edits sees what is edited. */
  edit(principal: Principal) {
    return this.view(principal) && principal.can('ci_classes.edit')
  }
}
