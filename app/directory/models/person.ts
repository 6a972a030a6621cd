import Department from '#directory/models/department'
import Organisation from '#directory/models/organisation'
import PersonPhone from '#directory/models/person_phone'
import PersonSkill from '#directory/models/person_skill'
import Site from '#directory/models/site'
import Team from '#directory/models/team'
import User from '#directory/models/user'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { PersonSchema } from '#database/schema'
import { belongsTo, hasMany, hasOne, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany, HasOne, ManyToMany } from '@adonisjs/lucid/types/relations'

/** Anybody known to the desk: requesters, agents, contacts. An account (`User`) is optional. */
export default class Person extends PersonSchema {
  static override table = 'people'

  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @belongsTo(() => Site)
  declare site: BelongsTo<typeof Site>

  @belongsTo(() => Department)
  declare department: BelongsTo<typeof Department>

  @belongsTo(() => Person, { foreignKey: 'managerId' })
  declare manager: BelongsTo<typeof Person>

  @hasMany(() => PersonPhone, { onQuery: (query) => void query.orderBy('position') })
  declare phones: HasMany<typeof PersonPhone>

  @hasMany(() => PersonSkill)
  declare skills: HasMany<typeof PersonSkill>

  @hasOne(() => User)
  declare user: HasOne<typeof User>

  @manyToMany(() => Team, { pivotTable: 'team_members' })
  declare teams: ManyToMany<typeof Team>

  /** The first number; `phones` must be loaded. */
  get phone(): string | null {
    return this.phones[0]?.number ?? null
  }

  /** Where the person's clock is; site and organisation must be loaded. */
  get zone(): string {
    return this.timeZone ?? this.site?.timeZone ?? this.organisation.timeZone
  }

  static visibleTo(principal: Principal) {
    return this.narrow(this.query(), principal)
  }

  /** Narrows a query of people, such as a preload, the same way. */
  static narrow<Query extends object>(query: Query, principal: Principal): Query {
    return scopedByOrganisation(query, principal, 'directory.view', {
      organisation: 'people.organisation_id',
      person: 'people.id',
    })
  }
}
