import WorkType from '#billing/models/work_type'
import Contract from '#contracts/models/contract'
import { TimeEntrySchema } from '#database/schema'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import Ticket from '#tickets/models/ticket'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Work done on a ticket (§7.1); organisation and contract are the ticket's at that time. */
export default class TimeEntry extends TimeEntrySchema {
  @belongsTo(() => Ticket)
  declare ticket: BelongsTo<typeof Ticket>

  @belongsTo(() => Contract)
  declare contract: BelongsTo<typeof Contract>

  @belongsTo(() => Person)
  declare person: BelongsTo<typeof Person>

  /** Who approved or rejected it. */
  @belongsTo(() => Person, { foreignKey: 'decidedById' })
  declare decider: BelongsTo<typeof Person>

  @belongsTo(() => WorkType)
  declare workType: BelongsTo<typeof WorkType>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'time.view', {
      organisation: 'time_entries.organisation_id',
      person: 'time_entries.person_id',
    })
  }

  /** Those the principal may approve or send back; their own are among them, and not to be. */
  static approvableBy(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'time.approve', {
      organisation: 'time_entries.organisation_id',
    })
  }
}
