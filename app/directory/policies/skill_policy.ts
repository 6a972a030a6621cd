import type Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** What people can do is told by whoever keeps the directory there or manages the teams. */
export default class SkillPolicy extends BasePolicy {
  edit(principal: Principal, { organisationId }: Pick<Person, 'organisationId'>) {
    return (
      principal.canOn('directory.edit', { organisationId }) || principal.reach('teams.manage').all
    )
  }
}
