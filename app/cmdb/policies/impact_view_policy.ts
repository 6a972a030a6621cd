import type ImpactView from '#cmdb/models/impact_view'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Which views one sees is the business of `visibleTo`. */
export default class ImpactViewPolicy extends BasePolicy {
  /** A team's view is arranged by all of it. */
  edit(principal: Principal, view: ImpactView) {
    return view.teamId !== null || view.ownerUserId === principal.userId
  }

  remove(principal: Principal, view: ImpactView) {
    return view.ownerUserId === principal.userId
  }
}
