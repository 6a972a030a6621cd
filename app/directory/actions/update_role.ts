import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { refuseSelf } from '#core/separation_of_duties'
import { inTransaction } from '#core/transaction'
import { lockRole, saveRole } from '#directory/actions/save_role'
import RoleAssignment from '#directory/models/role_assignment'
import type Role from '#directory/models/role'
import type { RoleValues } from '#directory/models/role_types'
import { widens } from '#directory/workflow/role_grants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; roleId: number; seenVersion: number; values: RoleValues }

/**
 * Changes a role's names, permissions and switches; whoever holds it has them with the next request.
 * Nobody widens a role they hold. Throws StaleRecord, DutySeparated, LastAdministrator.
 */
export const updateRole = {
  async handle({ actor, roleId, seenVersion, values }: Input): Promise<Role> {
    return inTransaction(async (trx) => {
      const role = await lockRole(trx, roleId)
      await refuseStale(trx, 'role', role, seenVersion)
      if (widens(role.grants, values.grants)) {
        refuseSelf('widens_own_role', actor.userId, ...(await holders(trx, roleId)))
      }
      return saveRole(trx, role, values, { actor, action: 'role.changed' })
    })
  },
}

async function holders(trx: TransactionClientContract, roleId: number): Promise<number[]> {
  const held = await RoleAssignment.query({ client: trx }).where({ roleId }).select('userId')
  return held.map(({ userId }) => userId)
}
