import { TicketAssignmentSchema } from '#database/schema'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Who held the ticket, from when to when (INC-10). */
export default class TicketAssignment extends TicketAssignmentSchema {
  @belongsTo(() => Team)
  declare team: BelongsTo<typeof Team>

  @belongsTo(() => Person, { foreignKey: 'assigneeId' })
  declare assignee: BelongsTo<typeof Person>

  @belongsTo(() => Person, { foreignKey: 'assignedById' })
  declare assignedBy: BelongsTo<typeof Person>
}
