import { LdapRoleMappingSchema } from '#database/schema'
import Organisation from '#directory/models/organisation'
import Role from '#directory/models/role'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Members of this group, of its groups too, get this role. */
export default class LdapRoleMapping extends LdapRoleMappingSchema {
  @belongsTo(() => Role)
  declare role: BelongsTo<typeof Role>

  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>
}
