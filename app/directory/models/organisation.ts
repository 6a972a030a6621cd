import Person from '#directory/models/person'
import Site from '#directory/models/site'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { OrganisationSchema } from '#database/schema'
import { afterCreate, belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'

/** A company, its parts, or the provider itself; a tree through `path`. */
export default class Organisation extends OrganisationSchema {
  @belongsTo(() => Organisation, { foreignKey: 'parentId' })
  declare parent: BelongsTo<typeof Organisation>

  @hasMany(() => Site)
  declare sites: HasMany<typeof Site>

  @hasMany(() => Person)
  declare people: HasMany<typeof Person>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'directory.view', {
      organisation: 'organisations.id',
    })
  }

  /** Ids of the organisation and all above it, nearest first. */
  get lineage(): number[] {
    return this.path.split('/').filter(Boolean).map(Number).reverse()
  }

  /** The calendar date of a moment where the organisation is, `YYYY-MM-DD`. */
  dateAt(moment: DateTime): string {
    return moment.setZone(this.timeZone).toISODate()!
  }

  /** The path holds the row's own id, so it is known only after the insert. */
  @afterCreate()
  static async completePath(organisation: Organisation) {
    if (organisation.path) return
    const query = Organisation.query({ client: organisation.$trx })
    const parent = organisation.parentId
      ? await query.where('id', organisation.parentId).firstOrFail()
      : null
    organisation.path = `${parent?.path ?? '/'}${organisation.id}/`
    await organisation.save()
  }
}
