import Department from '#directory/models/department'
import type Organisation from '#directory/models/organisation'
import Site from '#directory/models/site'
import Skill from '#directory/models/skill'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'

/** What the filters of the list of people offer; places only once an organisation is chosen. */
export async function peopleFilterChoices(principal: Principal, organisation: Organisation | null) {
  const organisationId = organisation?.id ?? 0
  const [teams, skills, departments, sites] = await Promise.all([
    Team.visibleTo(principal).orderBy('name').select('id', 'code', 'name'),
    Skill.query().orderBy('name'),
    organisation ? Department.query().where({ organisationId }).orderBy('name') : [],
    organisation ? Site.query().where({ organisationId }).orderBy('name') : [],
  ])
  return {
    teams: teams.map(({ code, name }) => ({ value: code, label: name })),
    skills: skills.map(({ id, name }) => ({ value: id, label: name })),
    departments: departments.map(({ id, name }) => ({ value: id, label: name })),
    sites: sites.map(({ id, name }) => ({ value: id, label: name })),
  }
}
