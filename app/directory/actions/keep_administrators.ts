import { LAST_HELD } from '#config/permission_table'
import { PERMISSIONS, type Permission, type Scope } from '#config/permissions'
import { LastAdministrator } from '#directory/errors/roles'
import RoleAssignment from '#directory/models/role_assignment'
import type { Grants } from '#directory/workflow/role_grants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const UNLIMITED = ['all', 'assigned'] as const satisfies Scope[]

/**
 * Refuses a change that took one of the administrators' permissions from its last active holder:
 * nobody could ever give a right again. Call it after the change, in its transaction; `lost` are the
 * permissions the change may have taken away. Throws LastAdministrator.
 */
export async function keepAdministrators(
  trx: TransactionClientContract,
  lost: readonly Permission[]
) {
  for (const permission of LAST_HELD.filter((each) => lost.includes(each))) {
    if (!(await hasHolder(trx, permission))) throw new LastAdministrator()
  }
}

/** What a user's roles may grant without limits, whether the account is active or not. */
export async function unlimitedRightsOf(trx: TransactionClientContract, userId: number) {
  const rows = await trx
    .from('role_assignments')
    .join('role_permissions', 'role_permissions.role_id', 'role_assignments.role_id')
    .where('role_assignments.user_id', userId)
    .whereIn('role_permissions.scope', [...UNLIMITED])
    .select('role_permissions.permission')
  return rows.map(({ permission }) => permission as Permission)
}

/** The permissions of a role that reach everything, or would in an assignment without a limit. */
export function unlimitedIn(grants: Grants): Permission[] {
  return PERMISSIONS.filter((each) => UNLIMITED.some((scope) => scope === grants[each]))
}

/** Locks what it reads: of two changes that each leave the other's administrator, one must wait. */
async function hasHolder(trx: TransactionClientContract, permission: Permission): Promise<boolean> {
  const holder = await RoleAssignment.query({ client: trx })
    .join('role_permissions', 'role_permissions.role_id', 'role_assignments.role_id')
    .join('users', 'users.id', 'role_assignments.user_id')
    .join('people', 'people.id', 'users.person_id')
    .where({ 'role_permissions.permission': permission })
    .where({ 'users.is_active': true, 'people.is_active': true })
    .where((reach) => {
      void reach.where('role_permissions.scope', 'all')
      void reach.orWhere((assigned) => {
        void assigned.where('role_permissions.scope', 'assigned')
        void assigned.whereNull('role_assignments.organisation_id')
      })
    })
    .select('role_assignments.id')
    .forUpdate()
    .first()
  return holder !== null
}
