import type { Permission } from '#config/permissions'
import db from '@adonisjs/lucid/services/db'

const MANAGES_ACCOUNTS: Permission = 'users.manage'

/** Whether an account holds a role that is not for clients, or one that manages accounts. */
export async function isBeyondClients(userId: number): Promise<boolean> {
  const held = await db
    .from('role_assignments')
    .join('roles', 'roles.id', 'role_assignments.role_id')
    .leftJoin('role_permissions', (join) => {
      void join
        .on('role_permissions.role_id', 'roles.id')
        .andOnVal('role_permissions.permission', MANAGES_ACCOUNTS)
    })
    .where('role_assignments.user_id', userId)
    .where((beyond) => {
      void beyond.where('roles.is_client', false).orWhereNotNull('role_permissions.id')
    })
    .select('roles.id')
    .first()
  return Boolean(held)
}
