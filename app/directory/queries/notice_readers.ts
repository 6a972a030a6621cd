import type { Permission } from '#config/permissions'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const ACCOUNT_MANAGER = 'account_manager'

export async function teamLeads(client: QueryClientContract, teamId: number): Promise<number[]> {
  const rows = await client
    .from('team_members')
    .where({ team_id: teamId, is_lead: true })
    .select('person_id')
  return rows.map((row) => Number(row.person_id))
}

export async function teamMembers(client: QueryClientContract, teamId: number): Promise<number[]> {
  const rows = await client.from('team_members').where('team_id', teamId).select('person_id')
  return rows.map((row) => Number(row.person_id))
}

/** Account managers whose role names the organisation or one above it. */
export async function accountManagersOf(
  client: QueryClientContract,
  organisationId: number
): Promise<number[]> {
  const lineage = await lineageOf(client, organisationId)
  const rows = await client
    .from('role_assignments')
    .join('roles', 'roles.id', 'role_assignments.role_id')
    .join('users', 'users.id', 'role_assignments.user_id')
    .where('roles.code', ACCOUNT_MANAGER)
    .whereIn('role_assignments.organisation_id', lineage)
    .distinct('users.person_id')
  return rows.map((row) => Number(row.person_id))
}

/** People of a client, or of an organisation above it, whose role there grants a permission. */
export async function clientPeopleWith(
  client: QueryClientContract,
  permission: Permission,
  organisationId: number
): Promise<number[]> {
  const lineage = await lineageOf(client, organisationId)
  const rows = await client
    .from('role_assignments')
    .join('roles', 'roles.id', 'role_assignments.role_id')
    .join('role_permissions', 'role_permissions.role_id', 'roles.id')
    .join('users', 'users.id', 'role_assignments.user_id')
    .join('people', 'people.id', 'users.person_id')
    .where({ 'roles.is_client': true, 'role_permissions.permission': permission })
    .whereIn('people.organisation_id', lineage)
    .where((limit) => {
      void limit
        .whereNull('role_assignments.organisation_id')
        .orWhereIn('role_assignments.organisation_id', lineage)
    })
    .distinct('users.person_id')
  return rows.map((row) => Number(row.person_id))
}

/** An organisation and all above it. */
async function lineageOf(client: QueryClientContract, organisationId: number): Promise<number[]> {
  const organisation = await client
    .from('organisations')
    .where('id', organisationId)
    .select('path')
    .first()
  return String(organisation?.path ?? '')
    .split('/')
    .filter(Boolean)
    .map(Number)
}

/** The accounts of people who can sign in. */
export async function usersOf(client: QueryClientContract, people: number[]): Promise<number[]> {
  if (people.length === 0) return []
  const rows = await client
    .from('users')
    .join('people', 'people.id', 'users.person_id')
    .whereIn('users.person_id', people)
    .where({ 'users.is_active': true, 'people.is_active': true })
    .orderBy('users.id')
    .select('users.id')
  return rows.map((row) => Number(row.id))
}
