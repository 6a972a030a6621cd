import type Person from '#directory/models/person'
import type Team from '#directory/models/team'
import type { Away } from '#directory/queries/away_on'
import type { Principal } from '#directory/queries/principal'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class TeamTransformer extends BaseTransformer<Team> {
  constructor(
    resource: Team,
    private principal: Principal,
    private away: ReadonlyMap<number, Away> = new Map()
  ) {
    super(resource)
  }

  toObject() {
    return this.pick(this.resource, ['id', 'code', 'name', 'tier', 'isActive'])
  }

  /** With the names of its members, which must be loaded; the leads first. */
  forList() {
    const members = [...this.resource.members].sort(leadFirst)
    return { ...this.toObject(), members: members.map(({ displayName }) => displayName) }
  }

  /** With its members and their skills, which must be loaded; the leads first. */
  forPage() {
    const members = [...this.resource.members].sort(leadFirst).map((person) => ({
      ...this.pick(person, ['id', 'displayName', 'jobTitle', 'email', 'isActive']),
      isLead: isLead(person),
      away: this.away.get(person.id) ?? null,
      skills: person.skills
        .map(({ skillId, level, skill }) => ({ skillId, level, name: skill.name }))
        .sort((a, b) => a.name.localeCompare(b.name)),
      hasPage: this.principal.canOn('directory.view', {
        organisationId: person.organisationId,
        personId: person.id,
      }),
    }))
    return { ...this.toObject(), version: this.resource.version, members }
  }
}

function leadFirst(a: Person, b: Person): number {
  return Number(isLead(b)) - Number(isLead(a)) || a.displayName.localeCompare(b.displayName)
}

function isLead(person: Person): boolean {
  return Boolean(person.$extras.pivot_is_lead)
}
