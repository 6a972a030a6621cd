import { BUILTIN_ROLES } from '#config/roles'
import { insertRows } from '#core/actions/insert_rows'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { keepAdministrators, unlimitedIn } from '#directory/actions/keep_administrators'
import Role from '#directory/models/role'
import type { RoleValues } from '#directory/models/role_types'
import { grantChanges, sameGrants, type Grants } from '#directory/workflow/role_grants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Event = { actor: Actor; action: string }

/** Holds a role with its permissions against other edits; throws E_ROW_NOT_FOUND. */
export async function lockRole(trx: TransactionClientContract, roleId: number): Promise<Role> {
  const role = await Role.query({ client: trx }).where('id', roleId).forUpdate().firstOrFail()
  await role.load('permissions')
  return role
}

/**
 * Saves a role with its permissions, raises its version and writes the history, one change per
 * permission. A save without a change leaves no trace. Throws LastAdministrator.
 */
export async function saveRole(
  trx: TransactionClientContract,
  role: Role,
  { grants, ...values }: Partial<RoleValues> & { grants: Grants },
  event: Event
): Promise<Role> {
  const before = role.$isPersisted ? role.grants : {}
  role.merge(values)
  const changed = grantChanges(before, grants)
  const changes = [...pendingChanges(role).filter((each) => each.before !== each.after), ...changed]
  if (role.$isPersisted && changes.length === 0) return role

  role.isCustomised = isCustomised(role, grants)
  role.version = role.$isPersisted ? role.version + 1 : 1
  await role.useTransaction(trx).save()
  await storeGrants(trx, role.id, changed)
  await recordAudit(trx, {
    ...event,
    subjectType: 'role',
    subjectId: role.id,
    subjectVersion: role.version,
    organisationId: null,
    changes,
  })
  const lost = unlimitedIn(before).filter((each) => grants[each] !== before[each])
  await keepAdministrators(trx, lost)
  return role
}

/** A new release must not undo what an administrator decided; a role put back by hand follows it again. */
function isCustomised({ isBuiltin, code, labelRu, labelEn, isClient }: Role, grants: Grants) {
  const shipped = BUILTIN_ROLES[code]
  if (!isBuiltin || !shipped) return false
  const isSame =
    labelRu === shipped.labelRu &&
    labelEn === shipped.labelEn &&
    isClient === Boolean(shipped.isClient)
  return !isSame || !sameGrants(shipped.grants, grants)
}

async function storeGrants(
  trx: TransactionClientContract,
  roleId: number,
  changed: ReturnType<typeof grantChanges>
) {
  const rows = changed.flatMap(({ field, after }) =>
    after === null ? [] : [{ role_id: roleId, permission: field, scope: after }]
  )
  const permissions = changed.map(({ field }) => field)
  await trx
    .from('role_permissions')
    .where('role_id', roleId)
    .whereIn('permission', permissions)
    .delete()
  if (rows.length > 0) await insertRows(trx, 'role_permissions', rows)
}
