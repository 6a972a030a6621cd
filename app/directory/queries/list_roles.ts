import Role from '#directory/models/role'
import type { Principal } from '#directory/queries/principal'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import db from '@adonisjs/lucid/services/db'

/** All roles with the number of their permissions and of the accounts that hold them. */
export async function listRoles(): Promise<Role[]> {
  return Role.query()
    .withCount('permissions')
    .select('roles.*')
    .select(
      db
        .from('role_assignments')
        .whereColumn('role_assignments.role_id', 'roles.id')
        .countDistinct('role_assignments.user_id')
        .as('holders_count')
    )
    .orderBy('isBuiltin', 'desc')
    .orderBy('id')
}

export async function findRole(code: string): Promise<Role> {
  return Role.query().where({ code }).preload('permissions').firstOrFail()
}

const HOLDERS_SHOWN = 50

export type Holder = {
  personId: number
  name: string
  organisation: string
  isLimited: boolean
  /** The organisation the assignment is limited to, where one may know it. */
  limit: string | null
  isActive: boolean
}

/** Who holds a role, as far as one may see the people; `hidden` counts the others. */
export async function holdersOf(principal: Principal, roleId: number) {
  const visible = Person.visibleTo(principal).select('people.id')
  const held = () =>
    db
      .from('role_assignments')
      .join('users', 'users.id', 'role_assignments.user_id')
      .join('people', 'people.id', 'users.person_id')
      .where('role_assignments.role_id', roleId)
  const [rows, [all]] = await Promise.all([
    held()
      .join('organisations', 'organisations.id', 'people.organisation_id')
      .whereIn('people.id', visible)
      .orderBy('people.display_name')
      .orderBy('role_assignments.id')
      .select(
        'people.id as personId',
        'people.display_name as name',
        'organisations.name as organisation',
        'role_assignments.organisation_id as limitId',
        'users.is_active as isActive'
      ),
    held().count('* as total'),
  ])
  const shown = rows.slice(0, HOLDERS_SHOWN)
  const limits = await Organisation.visibleTo(principal).whereIn(
    'id',
    shown.flatMap(({ limitId }) => limitId ?? [])
  )
  const holders = shown.map(({ limitId, isActive, ...row }): Holder => {
    const limit = limits.find(({ id }) => id === limitId)?.name ?? null
    return { ...row, isLimited: limitId !== null, limit, isActive: Boolean(isActive) }
  })
  return { holders, total: Number(all.total) }
}
