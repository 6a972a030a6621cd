import Person from '#directory/models/person'
import RoleAssignment from '#directory/models/role_assignment'
import { UserSchema } from '#database/schema'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import { compose } from '@adonisjs/core/helpers'
import hash from '@adonisjs/core/services/hash'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'

/** A person's account: how they sign in and how they like the screens. */
export default class User extends compose(
  UserSchema,
  withAuthFinder(hash, { uids: ['email'], passwordColumnName: 'password' })
) {
  @belongsTo(() => Person)
  declare person: BelongsTo<typeof Person>

  @hasMany(() => RoleAssignment)
  declare roleAssignments: HasMany<typeof RoleAssignment>
}
