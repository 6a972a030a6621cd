import RoleAssignment from '#directory/models/role_assignment'
import RolePermission from '#directory/models/role_permission'
import type { Grants } from '#directory/workflow/role_grants'
import { grantsOf } from '#directory/workflow/role_grants'
import { RoleSchema } from '#database/schema'
import { hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'

/** A set of permissions, each with its scope; Opora ships fifteen, administrators make more. */
export default class Role extends RoleSchema {
  @hasMany(() => RolePermission)
  declare permissions: HasMany<typeof RolePermission>

  @hasMany(() => RoleAssignment)
  declare assignments: HasMany<typeof RoleAssignment>

  /** The permissions must be loaded. */
  get grants(): Grants {
    return grantsOf(this.permissions)
  }
}
