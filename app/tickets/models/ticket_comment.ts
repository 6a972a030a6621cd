import { TicketCommentSchema } from '#database/schema'
import Person from '#directory/models/person'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A public reply or an internal note (G-11). */
export default class TicketComment extends TicketCommentSchema {
  @belongsTo(() => Person, { foreignKey: 'authorId' })
  declare author: BelongsTo<typeof Person>
}
