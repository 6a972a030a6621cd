import { BUILTIN_ROLES } from '#config/roles'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { lockRole, saveRole } from '#directory/actions/save_role'
import { NothingShipped } from '#directory/errors/roles'
import type Role from '#directory/models/role'

type Input = { actor: Actor; roleId: number; seenVersion: number }

/**
 * Puts a built-in role back into the state Opora ships: names and permissions. Whether it demands a
 * second factor stays, for that is a matter of the place. Throws StaleRecord, NothingShipped,
 * LastAdministrator.
 */
export const resetRole = {
  async handle({ actor, roleId, seenVersion }: Input): Promise<Role> {
    return inTransaction(async (trx) => {
      const role = await lockRole(trx, roleId)
      await refuseStale(trx, 'role', role, seenVersion)
      const shipped = role.isBuiltin ? BUILTIN_ROLES[role.code] : undefined
      if (!shipped) throw new NothingShipped()
      const values = { ...shipped, isClient: Boolean(shipped.isClient) }
      return saveRole(trx, role, values, { actor, action: 'role.reset' })
    })
  },
}
