import Service from '#catalog/models/service'
import { ServiceReviewSchema } from '#database/schema'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import Agreement from '#sla/models/agreement'
import { belongsTo, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, ManyToMany } from '@adonisjs/lucid/types/relations'

/** A talk with a client about how well they were served in a period (SLM-11, ISO 20000-1 8.3.3). */
export default class ServiceReview extends ServiceReviewSchema {
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @manyToMany(() => Service, { pivotTable: 'service_review_services' })
  declare services: ManyToMany<typeof Service>

  @manyToMany(() => Agreement, { pivotTable: 'service_review_agreements' })
  declare agreements: ManyToMany<typeof Agreement>

  @manyToMany(() => Person, { pivotTable: 'service_review_participants' })
  declare participants: ManyToMany<typeof Person>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'reviews.view', {
      organisation: 'service_reviews.organisation_id',
    })
  }

  get owned() {
    return { organisationId: this.organisationId }
  }
}
