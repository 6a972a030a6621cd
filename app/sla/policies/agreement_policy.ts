import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

export default class AgreementPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('agreements.view')
  }

  edit(principal: Principal) {
    return principal.can('agreements.edit')
  }
}
