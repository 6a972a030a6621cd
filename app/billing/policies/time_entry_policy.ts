import type { Principal } from '#directory/queries/principal'
import type Ticket from '#tickets/models/ticket'
import { BasePolicy } from '@adonisjs/bouncer'

/** Which entries one sees is the business of `visibleTo`; everybody logs their own work. */
export default class TimeEntryPolicy extends BasePolicy {
  log(principal: Principal, ticket: Ticket) {
    return principal.canOn('time.log', ticket.owned)
  }

  keep(principal: Principal) {
    return principal.can('time.log')
  }

  approve(principal: Principal) {
    return principal.can('time.approve')
  }
}
