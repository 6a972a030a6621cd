import type { Actor } from '#core/actor'
import { refuseSelf } from '#core/separation_of_duties'
import { inTransaction } from '#core/transaction'
import { lockAccount, recordRoleChange } from '#directory/actions/give_role'
import { keepAdministrators, unlimitedIn } from '#directory/actions/keep_administrators'
import { RoleTooWide } from '#directory/errors/roles'
import type Person from '#directory/models/person'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import { mayGrant } from '#directory/queries/may_grant'
import type { Principal } from '#directory/queries/principal'

type Input = {
  principal: Principal
  actor: Actor
  person: Person
  userId: number
  seenVersion: number
  assignmentId: number
}

/**
 * Takes a role from an account; whoever could not give it cannot take it. Throws StaleRecord,
 * DutySeparated, RoleTooWide, LastAdministrator, E_ROW_NOT_FOUND for another account's assignment.
 */
export const takeRole = {
  async handle({ principal, actor, person, userId, seenVersion, assignmentId }: Input) {
    refuseSelf('own_roles', actor.userId, userId)
    await inTransaction(async (trx) => {
      const user = await lockAccount(trx, userId, seenVersion)
      const assignment = await RoleAssignment.query({ client: trx })
        .where({ id: assignmentId, userId })
        .firstOrFail()
      const role = await Role.query({ client: trx })
        .where('id', assignment.roleId)
        .preload('permissions')
        .firstOrFail()
      if (!mayGrant(principal, role, person, assignment.organisationId)) throw new RoleTooWide()
      await assignment.delete()
      await recordRoleChange(trx, { actor, user, action: 'user.role_taken', role, assignment })
      await keepAdministrators(trx, unlimitedIn(role.grants))
    })
  },
}
