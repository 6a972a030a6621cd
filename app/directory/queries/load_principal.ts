import { isPermission, type Permission, type Scope } from '#config/permissions'
import { NO_REACH, Principal, type Reach } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

type GrantRow = {
  assignmentId: number
  roleId: number
  /** The organisation the role assignment is limited to. */
  limitId: number | null
  permission: string
  scope: Scope
  path: string | null
}

/** A permission as one role assignment grants it, with what it reaches. */
export type Grant = Omit<GrantRow, 'permission' | 'path'> & { permission: Permission; reach: Reach }

export type Account = {
  userId: number
  personId: number
  organisationId: number
  path: string
  name: string
  locale: 'ru' | 'en'
  timeZone: string
  isUserActive: boolean
  isPersonActive: boolean
}

/** An account with all its grants; without a principal while it or its person is switched off. */
export type Rights = {
  account: Account
  grants: Grant[]
  teamIds: number[]
  principal: Principal | null
}

/** The principal of an active user who is an active person, or null. Three small queries, never cached between requests. */
export async function loadPrincipal(userId: number): Promise<Principal | null> {
  return (await loadRights(userId))?.principal ?? null
}

/** The same with where each right comes from; null without such an account. */
export async function loadRights(userId: number): Promise<Rights | null> {
  const [account, rows] = await Promise.all([loadAccount(userId), loadGrantRows(userId)])
  if (!account) return null

  const teamIds = rows.some(({ scope }) => scope === 'team')
    ? await loadTeamIds(account.personId)
    : []
  const grants = await toGrants(rows, account, teamIds)
  const isActive = account.isUserActive && account.isPersonActive
  return { account, grants, teamIds, principal: isActive ? toPrincipal(account, grants) : null }
}

function toPrincipal(account: Account, grants: Grant[]): Principal {
  const reaches = new Map<Permission, Reach>()
  for (const { permission, reach } of grants) {
    reaches.set(permission, unite(reaches.get(permission) ?? NO_REACH, reach))
  }
  const { userId, personId, organisationId, name, locale, timeZone } = account
  return new Principal(userId, personId, organisationId, name, locale, timeZone, reaches)
}

async function loadAccount(userId: number): Promise<Account | null> {
  const row = await db
    .from('users')
    .join('people', 'people.id', 'users.person_id')
    .join('organisations', 'organisations.id', 'people.organisation_id')
    .where('users.id', userId)
    .select(
      'users.id as userId',
      'people.id as personId',
      'organisations.id as organisationId',
      'organisations.path as path',
      'people.display_name as name',
      'users.locale as locale',
      'users.is_active as isUserActive',
      'people.is_active as isPersonActive'
    )
    .select(db.raw('coalesce(people.time_zone, organisations.time_zone) as ??', ['timeZone']))
    .first()
  if (!row) return null
  const { isUserActive, isPersonActive } = row
  return { ...row, isUserActive: Boolean(isUserActive), isPersonActive: Boolean(isPersonActive) }
}

async function loadGrantRows(userId: number): Promise<GrantRow[]> {
  return db
    .from('role_assignments')
    .join('role_permissions', 'role_permissions.role_id', 'role_assignments.role_id')
    .leftJoin('organisations', 'organisations.id', 'role_assignments.organisation_id')
    .where('role_assignments.user_id', userId)
    .select(
      'role_assignments.id as assignmentId',
      'role_assignments.role_id as roleId',
      'role_assignments.organisation_id as limitId',
      'role_permissions.permission as permission',
      'role_permissions.scope as scope',
      'organisations.path as path'
    )
}

async function loadTeamIds(personId: number): Promise<number[]> {
  const rows = await db.from('team_members').where('person_id', personId).select('team_id')
  return rows.map((row) => Number(row.team_id))
}

async function toGrants(rows: GrantRow[], account: Account, teamIds: number[]): Promise<Grant[]> {
  const subtree = await subtreeReader(rows, account.path)
  return rows.flatMap(({ path, permission, ...row }) => {
    if (!isPermission(permission)) return []
    return [{ ...row, permission, reach: reachOf(row.scope, path, account.path, teamIds, subtree) }]
  })
}

function reachOf(
  scope: Scope,
  path: string | null,
  ownPath: string,
  teamIds: number[],
  subtree: (path: string) => number[]
): Reach {
  switch (scope) {
    case 'all':
      return { ...NO_REACH, all: true }
    case 'assigned':
      return path === null
        ? { ...NO_REACH, all: true }
        : { ...NO_REACH, organisationIds: subtree(path) }
    case 'organisation':
      return { ...NO_REACH, organisationIds: subtree(ownPath) }
    case 'team':
      return { ...NO_REACH, teamIds }
    case 'own':
      return { ...NO_REACH, own: true }
    default:
      return scope satisfies never
  }
}

/** Reads the organisations below every path the grants name, in one query. */
async function subtreeReader(rows: GrantRow[], ownPath: string) {
  const paths = new Set<string>()
  for (const { scope, path } of rows) {
    if (scope === 'organisation') paths.add(ownPath)
    if (scope === 'assigned' && path !== null) paths.add(path)
  }
  if (paths.size === 0) return () => []

  const found: { id: number; path: string }[] = await db
    .from('organisations')
    .where((query) => {
      for (const path of paths) void query.orWhere('path', 'like', `${path}%`)
    })
    .select('id', 'path')
  return (path: string) => found.filter((row) => row.path.startsWith(path)).map((row) => row.id)
}

function unite(left: Reach, right: Reach): Reach {
  return {
    all: left.all || right.all,
    organisationIds: [...new Set([...left.organisationIds, ...right.organisationIds])],
    teamIds: [...new Set([...left.teamIds, ...right.teamIds])],
    own: left.own || right.own,
  }
}
