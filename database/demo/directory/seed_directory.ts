import { SYSTEM_ACTOR } from '#core/actor'
import { createOrganisation } from '#directory/actions/create_organisation'
import { savePerson } from '#directory/actions/save_person'
import { saveSite } from '#directory/actions/save_site'
import Team from '#directory/models/team'
import { ORGANISATIONS, type OrganisationSeed } from '#database/demo/directory/organisations'
import type { PersonSeed } from '#database/demo/directory/define_person'
import { CLIENT_PEOPLE } from '#database/demo/directory/people_clients'
import { PROVIDER_PEOPLE, TEAM_LEADS } from '#database/demo/directory/people_provider'
import { createAccount } from '#database/demo/directory/seed_accounts'
import { seedDepartments } from '#database/demo/directory/seed_departments'
import { seedSkillsAndAbsences } from '#database/demo/directory/seed_skills'
import { seedWorkRoles } from '#database/demo/directory/seed_work_roles'
import { TEAMS } from '#database/demo/directory/teams'
import { named, type World } from '#database/demo/world'

/** Organisations, sites, people with their places, accounts, teams, skills and absences. */
export async function seedDirectory(world: World) {
  for (const seed of ORGANISATIONS) await createWithSites(world, seed)
  for (const seed of [...PROVIDER_PEOPLE, ...CLIENT_PEOPLE]) await createCharacter(world, seed)
  for (const seed of TEAMS) await createTeam(world, seed)
  await seedDepartments(world)
  await seedSkillsAndAbsences(world)
  await seedWorkRoles(world)
}

async function createWithSites(world: World, { sites, parent, ...seed }: OrganisationSeed) {
  const parentId = parent === null ? null : named(world.organisations, parent)
  const values = { ...seed, parentId, isActive: true }
  const organisation = await createOrganisation.handle({ actor: SYSTEM_ACTOR, values })
  world.organisations.set(seed.code, organisation.id)
  for (const site of sites) {
    const { id } = await saveSite.handle({
      actor: SYSTEM_ACTOR,
      organisationId: organisation.id,
      siteId: null,
      values: { ...site, timeZone: seed.timeZone },
    })
    world.sites.set(`${seed.code}/${site.name}`, id)
  }
}

async function createCharacter(world: World, seed: PersonSeed) {
  const organisationId = named(world.organisations, seed.organisation)
  const siteId = named(world.sites, `${seed.organisation}/${seed.site}`)
  const { name: displayName, email, jobTitle, locale, isVip } = seed
  const person = await savePerson.handle({
    actor: SYSTEM_ACTOR,
    personId: null,
    values: {
      displayName,
      email,
      phones: phonesOf(seed),
      jobTitle,
      organisationId,
      siteId,
      locale,
      isVip,
    },
  })
  const userId = seed.role === null ? null : await createAccount(person.id, seed)
  const actor = {
    userId,
    personId: person.id,
    label: displayName,
    channel: 'ui',
    requestId: null,
  } as const
  world.people.set(seed.key, { ...seed, id: person.id, organisationId, siteId, actor })
}

/** Those who go to clients, and those who lead, are reached on the move. */
function phonesOf({ phone, mobile, locale }: PersonSeed) {
  const [office, onTheMove] = locale === 'ru' ? ['рабочий', 'мобильный'] : ['office', 'mobile']
  const moving = mobile === null ? [] : [{ number: mobile, label: onTheMove! }]
  return [{ number: phone, label: office! }, ...moving]
}

async function createTeam(world: World, { code, name, tier }: (typeof TEAMS)[number]) {
  const team = await Team.create({ code, name, tier, isActive: true })
  world.teams.set(code, team.id)
  const members = world
    .membersOf(code)
    .map(({ id, key }) => [id, { is_lead: TEAM_LEADS.includes(key) }])
  await team.related('members').attach(Object.fromEntries(members))
}
