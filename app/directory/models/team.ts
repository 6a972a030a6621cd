import Person from '#directory/models/person'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { TeamSchema } from '#database/schema'
import { manyToMany } from '@adonisjs/lucid/orm'
import type { ManyToMany } from '@adonisjs/lucid/types/relations'

const MEMBER = { organisation: 'people.organisation_id', person: 'people.id' }

/** A group of agents that tickets are assigned to. */
export default class Team extends TeamSchema {
  @manyToMany(() => Person, { pivotTable: 'team_members', pivotColumns: ['is_lead'] })
  declare members: ManyToMany<typeof Person>

  /** Whoever assigns tickets knows every team; others know those with a member they may see. */
  static visibleTo(principal: Principal) {
    if (knowsAllTeams(principal)) return this.query()
    return this.query().whereHas(
      'members',
      (members) => void this.visibleMembers(members, principal)
    )
  }

  /** Narrows a query of members the same way. */
  static visibleMembers<Query extends object>(members: Query, principal: Principal): Query {
    if (knowsAllTeams(principal)) return members
    return scopedByOrganisation(members, principal, 'directory.view', MEMBER)
  }
}

function knowsAllTeams(principal: Principal): boolean {
  return principal.can('tickets.assign') || principal.reach('directory.view').all
}
