import type { Actor, Channel } from '#core/actor'
import type { Permission } from '#config/permissions'

/** What a permission reaches: everything, or a union of organisations, teams and own records. */
export type Reach = {
  all: boolean
  organisationIds: number[]
  teamIds: number[]
  own: boolean
}

export const NO_REACH: Reach = { all: false, organisationIds: [], teamIds: [], own: false }

/** A record's facts that a reach is compared with. */
export type Owned = {
  organisationId?: number | null
  teamId?: number | null
  personId?: number | null
}

/** By what a reach covers a record. */
export type Cover = 'all' | 'organisation' | 'team' | 'own'

/**
 * By what a reach of this person covers a record; null when it does not. The one place where rights
 * are decided: a principal asks it of the union of all grants, the page that explains, of each.
 */
export function coverOf(reach: Reach, record: Owned, personId: number): Cover | null {
  if (reach.all) return 'all'
  if (record.organisationId && reach.organisationIds.includes(record.organisationId)) {
    return 'organisation'
  }
  if (record.teamId && reach.teamIds.includes(record.teamId)) return 'team'
  return reach.own && record.personId === personId ? 'own' : null
}

/** The signed-in person with everything their roles grant, loaded anew for each request (T8). */
export class Principal {
  constructor(
    readonly userId: number,
    readonly personId: number,
    readonly organisationId: number,
    readonly name: string,
    readonly locale: 'ru' | 'en',
    readonly timeZone: string,
    private readonly reaches: ReadonlyMap<Permission, Reach>
  ) {}

  can(permission: Permission): boolean {
    return this.reaches.has(permission)
  }

  reach(permission: Permission): Reach {
    return this.reaches.get(permission) ?? NO_REACH
  }

  /** Whether the permission covers this record. */
  canOn(permission: Permission, record: Owned): boolean {
    return coverOf(this.reach(permission), record, this.personId) !== null
  }

  /** The same person with fewer rights: what a token was given, and never more than they hold now (G-18). */
  narrowedTo(permissions: readonly Permission[]): Principal {
    const { userId, personId, organisationId, name, locale, timeZone } = this
    const left = [...this.reaches].filter(([permission]) => permissions.includes(permission))
    return new Principal(
      ...([userId, personId, organisationId, name, locale, timeZone] as const),
      new Map(left)
    )
  }

  asActor(channel: Channel, requestId: string | null): Actor {
    return { userId: this.userId, personId: this.personId, label: this.name, channel, requestId }
  }
}
