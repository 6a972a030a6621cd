import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { lockRole } from '#directory/actions/save_role'
import { BuiltinRole, RoleInUse } from '#directory/errors/roles'
import { grantChanges } from '#directory/workflow/role_grants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; roleId: number; seenVersion: number }

/** What may give a role to somebody. */
const USERS = ['role_assignments', 'ldap_role_mappings', 'sign_in_provider_groups'] as const

/** Removes a role that nobody holds; its history stays. Throws StaleRecord, BuiltinRole, RoleInUse. */
export const deleteRole = {
  async handle({ actor, roleId, seenVersion }: Input) {
    await inTransaction(async (trx) => {
      const role = await lockRole(trx, roleId)
      await refuseStale(trx, 'role', role, seenVersion)
      if (role.isBuiltin) throw new BuiltinRole()
      const uses = await countUses(trx, roleId)
      if (uses > 0) throw new RoleInUse(uses)
      const { code, version, grants } = role
      await trx.from('role_permissions').where('role_id', roleId).delete()
      await role.useTransaction(trx).delete()
      await recordAudit(trx, {
        actor,
        action: 'role.deleted',
        subjectType: 'role',
        subjectId: roleId,
        subjectVersion: version + 1,
        organisationId: null,
        changes: [{ field: 'code', before: code, after: null }, ...grantChanges(grants, {})],
      })
    })
  },
}

async function countUses(trx: TransactionClientContract, roleId: number): Promise<number> {
  let uses = 0
  for (const table of USERS) {
    const [{ total }] = await trx.from(table).where('role_id', roleId).count('* as total')
    uses += Number(total)
  }
  return uses
}
