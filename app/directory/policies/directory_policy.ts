import type Organisation from '#directory/models/organisation'
import type Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Organisations, sites, people and teams. Which of them one sees is the business of `visibleTo`. */
export default class DirectoryPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('directory.view')
  }

  create(principal: Principal) {
    return principal.can('directory.edit')
  }

  /** People who call for the first time (DSK-25). */
  addCallers(principal: Principal) {
    return principal.can('directory.add_people') || this.create(principal)
  }

  addCaller(principal: Principal, organisation: Pick<Organisation, 'id'>) {
    const owned = { organisationId: organisation.id }
    return principal.canOn('directory.add_people', owned) || this.edit(principal, organisation)
  }

  /** A new tree of organisations: only without limits. */
  plantRoot(principal: Principal) {
    return principal.reach('directory.edit').all
  }

  edit(principal: Principal, organisation: Pick<Organisation, 'id'>) {
    return principal.canOn('directory.edit', { organisationId: organisation.id })
  }

  /** Who may sign in and with which roles is not for every colleague. */
  viewAccount(principal: Principal, person: Person) {
    if (person.id === principal.personId) return true
    const { organisationId } = person
    return (
      principal.canOn('users.manage', { organisationId }) ||
      principal.canOn('audit.view', { organisationId })
    )
  }
}
