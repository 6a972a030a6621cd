import Service from '#catalog/models/service'
import { ImprovementSchema } from '#database/schema'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** An opportunity to serve better, with its evaluation and what came of it (SLM-11, ISO-05). */
export default class Improvement extends ImprovementSchema {
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  @belongsTo(() => Person, { foreignKey: 'ownerId' })
  declare owner: BelongsTo<typeof Person>

  @belongsTo(() => Person, { foreignKey: 'proposedById' })
  declare proposer: BelongsTo<typeof Person>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'improvements.view', {
      organisation: 'improvements.organisation_id',
    })
  }

  get owned() {
    return { organisationId: this.organisationId }
  }
}
