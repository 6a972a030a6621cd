import { insertRows } from '#core/actions/insert_rows'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { readPortions } from '#database/bench/read_table'
import Role from '#directory/models/role'
import hash from '@adonisjs/core/services/hash'

const PORTION = 1000
const TEAMS = 10
const AGENT_ROLE = 'agent_l1'
const USER_ROLE = 'end_user'

/** Organisations (the first is the provider), people, accounts of agents and users, teams. */
export async function loadDirectory(directory: string, password: string): Promise<number> {
  return (await loadOrganisations(directory)) + (await loadPeople(directory, password))
}

async function loadOrganisations(directory: string) {
  let count = 0
  for await (const rows of readPortions(directory, 'orgs', PORTION)) {
    await inTransaction((trx) =>
      insertRows(
        trx,
        'organisations',
        rows.map(({ id, name, code }) => ({
          id: Number(id),
          code,
          name,
          kind: id === '1' ? 'provider' : 'client',
          path: `/${id}/`,
          time_zone: 'UTC',
          locale: 'en',
          is_active: true,
          version: 1,
          ...stamps(),
        }))
      )
    )
    count += rows.length
  }
  return count
}

async function loadPeople(directory: string, password: string) {
  const hashed = await hash.make(password)
  const roles = await roleIds()
  let count = 0
  for await (const rows of readPortions(directory, 'persons', PORTION)) {
    const people: PersonRow[] = rows.map((row) => ({
      ...row,
      id: Number(row.id),
      org: Number(row.org),
    }))
    const accounts = people.filter(({ role }) => role === 'agent' || role === 'user')
    const agents = people.filter(({ role }) => role === 'agent')
    await inTransaction(async (trx) => {
      await insertRows(trx, 'people', people.map(toPerson))
      await insertRows(
        trx,
        'users',
        accounts.map((person) => toUser(person, hashed))
      )
      await insertRows(
        trx,
        'role_assignments',
        accounts.map(({ id, role }) => ({ user_id: id, role_id: roles(role ?? '') }))
      )
      if (count === 0) {
        await insertRows(
          trx,
          'teams',
          Array.from({ length: TEAMS }, (_, index) => toTeam(index + 1))
        )
      }
      await insertRows(
        trx,
        'team_members',
        agents.map(({ id }) => ({ team_id: teamOfAgent(id), person_id: id, is_lead: id <= TEAMS }))
      )
    })
    count += rows.length
  }
  return count
}

/** The team the generator gives an agent's tickets to. */
function teamOfAgent(agentId: number): number {
  return 1 + (agentId % TEAMS)
}

async function roleIds() {
  const roles = await Role.query().whereIn('code', [AGENT_ROLE, USER_ROLE])
  const idOf = new Map(roles.map((role) => [role.code, role.id]))
  return (role: string) => idOf.get(role === 'agent' ? AGENT_ROLE : USER_ROLE)!
}

type PersonRow = {
  id: number
  org: number
  first?: string
  last?: string
  email?: string
  role?: string
}

function toPerson({ id, org, first, last, email }: PersonRow) {
  return {
    id,
    organisation_id: org,
    display_name: `${first} ${last}`,
    email,
    is_vip: false,
    is_active: true,
    version: 1,
    ...stamps(),
  }
}

/** An account has its person's id. */
function toUser({ id, email }: PersonRow, password: string) {
  return {
    id,
    person_id: id,
    email,
    password,
    locale: 'en',
    theme: 'system',
    single_key_shortcuts: true,
    is_active: true,
    ...stamps(),
  }
}

function toTeam(id: number) {
  const code = `TEAM-${String(id).padStart(2, '0')}`
  return { id, code, name: `Team ${id}`, tier: 1, is_active: true, ...stamps() }
}

export function stamps() {
  const now = clock.now()
  return { created_at: now, updated_at: now }
}
