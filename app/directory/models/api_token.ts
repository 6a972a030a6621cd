import { ApiTokenSchema } from '#database/schema'
import User from '#directory/models/user'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** What a program shows instead of a password (G-18). The token itself is nowhere; its SHA-256 is here. */
export default class ApiToken extends ApiTokenSchema {
  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>
}
