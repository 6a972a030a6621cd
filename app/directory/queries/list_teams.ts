import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import { filterOf, textOf, type ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'

/** `skill`: teams of which somebody who is active has it. */
type TeamFilter = { status: 'active' | 'inactive' | null; skill: number | null }

const COLUMNS = { name: 'teams.name', code: 'teams.code', tier: 'teams.tier' } as const

export function teamFilter(query: Record<string, unknown>): TeamFilter {
  const skill = textOf(query.skill)
  return {
    status: filterOf(query.status, ['active', 'inactive']),
    skill: skill && /^\d{1,9}$/.test(skill) ? Number(skill) : null,
  }
}

/** A page of teams with the members one may see. */
export async function listTeams(principal: Principal, filter: ListQuery & TeamFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'tier')
  const query = whereWords(Team.visibleTo(principal), filter.q, ['teams.name', 'teams.code'])
    .preload('members', (members) => void Team.visibleMembers(members, principal))
    .orderBy(column, direction)
    .orderBy('teams.name')
    .orderBy('teams.id')
  if (filter.status) void query.where('teams.is_active', filter.status === 'active')
  if (filter.skill) {
    const skillId = filter.skill
    void query.whereHas('members', (members) => {
      void Team.visibleMembers(members, principal)
        .where('people.is_active', true)
        .whereHas('skills', (skills) => void skills.where({ skillId }))
    })
  }
  return { list: await listPage(query, filter), sort }
}
