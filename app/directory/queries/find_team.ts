import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'

/** A team one may see by its code, with the members one may see and what they can do. */
export function findTeam(principal: Principal, code: string): Promise<Team> {
  return Team.visibleTo(principal)
    .where('teams.code', code)
    .preload('members', (members) => {
      void Team.visibleMembers(members, principal).preload('skills', (skills) => {
        void skills.preload('skill')
      })
    })
    .firstOrFail()
}
