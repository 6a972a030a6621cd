import Service from '#catalog/models/service'
import ConfigurationItem from '#cmdb/models/configuration_item'
import Contract from '#contracts/models/contract'
import { TicketSchema } from '#database/schema'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Site from '#directory/models/site'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import Clock from '#sla/models/clock'
import Incident from '#tickets/models/incident'
import TicketCategory from '#tickets/models/ticket_category'
import TicketComment from '#tickets/models/ticket_comment'
import { belongsTo, hasMany, hasOne, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany, HasOne, ManyToMany } from '@adonisjs/lucid/types/relations'

/** A record of the desk of any kind; `incident` holds what incidents alone have. */
export default class Ticket extends TicketSchema {
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @belongsTo(() => Site)
  declare site: BelongsTo<typeof Site>

  @belongsTo(() => Person, { foreignKey: 'requesterId' })
  declare requester: BelongsTo<typeof Person>

  @belongsTo(() => Person, { foreignKey: 'assigneeId' })
  declare assignee: BelongsTo<typeof Person>

  @belongsTo(() => Team)
  declare team: BelongsTo<typeof Team>

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  @belongsTo(() => Contract)
  declare contract: BelongsTo<typeof Contract>

  @belongsTo(() => TicketCategory, { foreignKey: 'categoryId' })
  declare category: BelongsTo<typeof TicketCategory>

  @hasOne(() => Incident)
  declare incident: HasOne<typeof Incident>

  @hasMany(() => TicketComment)
  declare comments: HasMany<typeof TicketComment>

  @hasMany(() => Clock)
  declare clocks: HasMany<typeof Clock>

  @manyToMany(() => ConfigurationItem, {
    pivotTable: 'ticket_configuration_items',
    pivotRelatedForeignKey: 'ci_id',
  })
  declare configurationItems: ManyToMany<typeof ConfigurationItem>

  /** The only way to read tickets for a person (T1). */
  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'tickets.view', {
      organisation: 'tickets.organisation_id',
      team: 'tickets.team_id',
      person: 'tickets.requester_id',
    })
  }

  /** What a policy compares a principal's reach with. */
  get owned() {
    return { organisationId: this.organisationId, teamId: this.teamId, personId: this.requesterId }
  }
}
