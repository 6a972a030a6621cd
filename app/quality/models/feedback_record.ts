import Service from '#catalog/models/service'
import { FeedbackRecordSchema } from '#database/schema'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import Ticket from '#tickets/models/ticket'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A complaint or a compliment: a record of its own, beside the ticket it may be about (SLM-13). */
export default class FeedbackRecord extends FeedbackRecordSchema {
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @belongsTo(() => Person)
  declare person: BelongsTo<typeof Person>

  @belongsTo(() => Person, { foreignKey: 'aboutPersonId' })
  declare aboutPerson: BelongsTo<typeof Person>

  @belongsTo(() => Person, { foreignKey: 'ownerId' })
  declare owner: BelongsTo<typeof Person>

  @belongsTo(() => Ticket)
  declare ticket: BelongsTo<typeof Ticket>

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  @belongsTo(() => Team)
  declare team: BelongsTo<typeof Team>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'feedback.view', {
      organisation: 'feedback_records.organisation_id',
      person: 'feedback_records.person_id',
    })
  }

  /** What a policy compares a principal's reach with. */
  get owned() {
    return { organisationId: this.organisationId, personId: this.personId }
  }
}
