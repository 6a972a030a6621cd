import Organisation from '#directory/models/organisation'
import Role from '#directory/models/role'
import { RoleAssignmentSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A role a user holds, limited to one organisation and all below it, or everywhere. */
export default class RoleAssignment extends RoleAssignmentSchema {
  @belongsTo(() => Role)
  declare role: BelongsTo<typeof Role>

  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>
}
