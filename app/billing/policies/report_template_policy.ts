import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Templates are the installation's: whoever makes contracts makes them. */
export default class ReportTemplatePolicy extends BasePolicy {
  edit(principal: Principal) {
    return principal.can('contracts.edit')
  }
}
