import { IncidentSchema } from '#database/schema'
import TicketCategory from '#tickets/models/ticket_category'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** What an incident has beyond a ticket. */
export default class Incident extends IncidentSchema {
  static override selfAssignPrimaryKey = true

  @belongsTo(() => TicketCategory, { foreignKey: 'closureCategoryId' })
  declare closureCategory: BelongsTo<typeof TicketCategory>
}
