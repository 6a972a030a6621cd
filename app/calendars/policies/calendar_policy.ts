import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Calendars and holiday sets. */
export default class CalendarPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('calendars.view')
  }

  edit(principal: Principal) {
    return principal.can('calendars.edit')
  }
}
