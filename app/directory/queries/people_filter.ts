import { filterOf, idOf, listQuery, textOf, type ListQuery } from '#core/queries/list_query'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import { wherePersonMatches } from '#directory/queries/where_person_matches'
import db from '@adonisjs/lucid/services/db'

/** `organisation` and `team` are codes, an organisation with its whole subtree. */
export type PeopleFilter = ListQuery & {
  organisation: string | null
  department: number | null
  site: number | null
  team: string | null
  skill: number | null
  vip: 'yes' | 'no' | null
  status: 'active' | 'inactive' | null
}

export function peopleFilter(query: Record<string, unknown>): PeopleFilter {
  return {
    ...listQuery(query),
    organisation: textOf(query.organisation),
    department: idOf(query.department),
    site: idOf(query.site),
    team: textOf(query.team),
    skill: idOf(query.skill),
    vip: filterOf(query.vip, ['yes', 'no']),
    status: filterOf(query.status, ['active', 'inactive']),
  }
}

/** The people one may see and the filter lets through, and the organisation it names. */
export async function filteredPeople(principal: Principal, filter: PeopleFilter) {
  const query = wherePersonMatches(Person.visibleTo(principal), filter.q)
    .join('organisations', 'organisations.id', 'people.organisation_id')
    .whereNull('people.merged_into_id')
    .select('people.*')
  const organisation = await chosenOrganisation(principal, filter.organisation)
  if (organisation) void query.where('organisations.path', 'like', `${organisation.path}%`)
  if (filter.department) void query.where('people.department_id', filter.department)
  if (filter.site) void query.where('people.site_id', filter.site)
  if (filter.vip) void query.where('people.is_vip', filter.vip === 'yes')
  if (filter.status) void query.where('people.is_active', filter.status === 'active')
  if (filter.team) void query.whereIn('people.id', membersOf(principal, filter.team))
  if (filter.skill) void query.whereIn('people.id', skilledIn(filter.skill))
  return { query, organisation }
}

function chosenOrganisation(principal: Principal, code: string | null) {
  return code ? Organisation.visibleTo(principal).where('code', code).first() : null
}

/** Of a team one may not see nobody is found. */
function membersOf(principal: Principal, code: string) {
  const team = Team.visibleTo(principal).where('teams.code', code).select('teams.id')
  return db.from('team_members').whereIn('team_id', team).select('person_id')
}

function skilledIn(skillId: number) {
  return db.from('person_skills').where('skill_id', skillId).select('person_id')
}
