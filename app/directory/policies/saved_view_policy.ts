import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

export default class SavedViewPolicy extends BasePolicy {
  shareWithAll(principal: Principal) {
    return principal.can('views.share')
  }
}
