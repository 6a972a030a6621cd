import { BUILTIN_ROLES } from '#config/roles'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { lockRole, saveRole } from '#directory/actions/save_role'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Creates missing built-in roles with their permissions and brings those that nobody edited to the
 * state of this version. A role an administrator has edited is left as it is.
 */
export async function syncRoles() {
  for (const code of Object.keys(BUILTIN_ROLES)) {
    await inTransaction(async (trx) => {
      const known = await trx.from('roles').where({ code }).select('id').first()
      if (known) await bringUpToDate(trx, known.id, code)
      else await createShipped(trx, code)
    })
  }
}

async function bringUpToDate(trx: TransactionClientContract, roleId: number, code: string) {
  const role = await lockRole(trx, roleId)
  if (!role.isBuiltin || role.isCustomised) return
  const shipped = BUILTIN_ROLES[code]!
  const values = { ...shipped, isClient: Boolean(shipped.isClient) }
  await saveRole(trx, role, values, { actor: SYSTEM_ACTOR, action: 'role.brought_up_to_date' })
}

async function createShipped(trx: TransactionClientContract, code: string) {
  const role = BUILTIN_ROLES[code]!
  const now = toSqlUtc(clock.now())
  const [id] = await trx.table('roles').insert({
    code,
    label_ru: role.labelRu,
    label_en: role.labelEn,
    is_builtin: true,
    is_client: Boolean(role.isClient),
    created_at: now,
    updated_at: now,
  })
  const grants = Object.entries(role.grants).map(([permission, scope]) => ({
    role_id: id,
    permission,
    scope,
  }))
  await trx.table('role_permissions').multiInsert(grants)
}
