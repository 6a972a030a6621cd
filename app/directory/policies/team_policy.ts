import type Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Teams, their members and what people can do. Which of them one sees is the business of `visibleTo`. */
export default class TeamPolicy extends BasePolicy {
  /** A team belongs to no organisation: only without limits. */
  create(principal: Principal) {
    return principal.reach('teams.manage').all
  }

  edit(principal: Principal, team: Pick<Team, 'id'>) {
    return principal.canOn('teams.manage', { teamId: team.id })
  }

  /** The list of skills is one for all. */
  manageSkills(principal: Principal) {
    return principal.reach('teams.manage').all
  }
}
