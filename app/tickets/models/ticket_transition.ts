import { TicketTransitionSchema } from '#database/schema'
import Person from '#directory/models/person'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** One step of the state machine; the rows of a ticket form a connected chain (P2). */
export default class TicketTransition extends TicketTransitionSchema {
  @belongsTo(() => Person, { foreignKey: 'actorId' })
  declare actor: BelongsTo<typeof Person>
}
