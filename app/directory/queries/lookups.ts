import { clock } from '#core/clock'
import { whereWords } from '#core/queries/where_words'
import Department from '#directory/models/department'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Site from '#directory/models/site'
import Skill from '#directory/models/skill'
import Team from '#directory/models/team'
import { awayOn, type Away } from '#directory/queries/away_on'
import { departmentPaths } from '#directory/queries/department_tree'
import type { Principal } from '#directory/queries/principal'
import { SHARES_A_TEAM, substitutesFor } from '#directory/queries/substitutes'
import { wherePersonMatches } from '#directory/queries/where_person_matches'

/** A choice in two lines for a form's lookup. */
export type LookupOption = { value: number; label: string; description: string | null }

/** A person who may be chosen, and their days of absence when they are away now. */
export type PersonOption = LookupOption & { away: Away | null }

export const LOOKUP_LIMIT = 20

/** `within` narrows to an organisation and what is below it, `treeOf` to the whole tree of one. */
type Narrowing = { within?: number | null; treeOf?: number | null }

/** Active people by name, e-mail or number; a caller's number brings up whose it is (CHN-07). */
export async function lookUpPeople(
  principal: Principal,
  text: string | null,
  { within = null, treeOf = null }: Narrowing = {}
): Promise<LookupOption[]> {
  const query = wherePersonMatches(Person.visibleTo(principal), text)
    .where('people.is_active', true)
    .preload('organisation')
    .orderBy('people.display_name')
    .limit(LOOKUP_LIMIT)
  const chosen = within ?? treeOf
  if (chosen !== null) {
    const organisation = await Organisation.find(chosen)
    const top = within === null ? `/${organisation?.lineage.at(-1)}/` : organisation?.path
    void query.whereHas('organisation', (inner) => {
      void inner.where('path', 'like', organisation ? `${top}%` : '-')
    })
  }
  return (await query).map((person) => ({
    value: person.id,
    label: person.displayName,
    description: [person.organisation.name, person.jobTitle].filter(Boolean).join(' · '),
  }))
}

/** Who may stand in for a person (`substitutesFor`); the own team first. */
export async function lookUpSubstitutes(
  principal: Principal,
  personId: number,
  text: string | null
): Promise<PersonOption[]> {
  const people = await substitutesFor(principal, personId, text)
    .orderByRaw(`case when ${SHARES_A_TEAM} then 0 else 1 end`, [personId])
    .orderBy('people.display_name')
    .limit(LOOKUP_LIMIT)
  return withAbsences(people)
}

/** The active departments of one organisation with the path that leads to them. */
export async function lookUpDepartments(
  principal: Principal,
  organisationId: number
): Promise<LookupOption[]> {
  const visible = await Organisation.visibleTo(principal).where('id', organisationId).first()
  if (!visible) return []
  const departments = await Department.query().where({ organisationId }).orderBy('name')
  const paths = departmentPaths(departments)
  return departments
    .filter(({ isActive }) => isActive)
    .map(({ id, name }) => {
      const above = paths.get(id)!.slice(0, -1)
      return { value: id, label: name, description: above.join(' › ') || null }
    })
}

/** The skills of the list by name. */
export async function lookUpSkills(text: string | null): Promise<LookupOption[]> {
  const skills = await whereWords(Skill.query(), text, ['skills.name'])
    .orderBy('name')
    .limit(LOOKUP_LIMIT)
  return skills.map(({ id, name }) => ({ value: id, label: name, description: null }))
}

/** Active organisations with the path that leads to them. */
export async function lookUpOrganisations(
  principal: Principal,
  text: string | null
): Promise<(LookupOption & { code: string })[]> {
  const query = Organisation.visibleTo(principal).where('isActive', true).orderBy('name')
  void whereWords(query, text, ['organisations.name', 'organisations.code'])
  const found = await query.limit(LOOKUP_LIMIT)
  const above = found.flatMap((organisation) => organisation.lineage.slice(1))
  const names = new Map(
    (await Organisation.visibleTo(principal).whereIn('id', above)).map(({ id, name }) => [id, name])
  )
  return found.map(({ id, name, code, lineage }) => {
    const path = lineage
      .slice(1)
      .reverse()
      .flatMap((each) => names.get(each) ?? [])
    return { value: id, label: name, description: [...path, code].join(' › '), code }
  })
}

/** The active sites of one organisation. */
export async function lookUpSites(
  principal: Principal,
  organisationId: number
): Promise<LookupOption[]> {
  const visible = await Organisation.visibleTo(principal).where('id', organisationId).first()
  if (!visible) return []
  const sites = await Site.query().where({ organisationId, isActive: true }).orderBy('name')
  return sites.map(({ id, name, address, timeZone }) => ({
    value: id,
    label: name,
    description: [address, timeZone].filter(Boolean).join(' · '),
  }))
}

/** Active teams, each with the members a ticket may be given to. */
export async function lookUpTeams(principal: Principal, text: string | null) {
  const query = Team.visibleTo(principal).where('isActive', true).orderBy('tier').orderBy('name')
  const teams = await whereWords(query, text, ['teams.name', 'teams.code']).preload(
    'members',
    (members) => {
      void Team.visibleMembers(members, principal)
        .where('people.is_active', true)
        .orderBy('people.display_name')
    }
  )
  const people = await withAbsences(teams.flatMap(({ members }) => members))
  const options = new Map(people.map((option) => [option.value, option]))
  return teams.map((team) => ({
    value: team.id,
    label: team.name,
    description: team.code,
    members: team.members.map(({ id }) => options.get(id)!),
  }))
}

async function withAbsences(people: Person[]): Promise<PersonOption[]> {
  const away = await awayOn([...new Set(people.map(({ id }) => id))], clock.now())
  return people.map(({ id, displayName, jobTitle }) => ({
    value: id,
    label: displayName,
    description: jobTitle,
    away: away.get(id) ?? null,
  }))
}
