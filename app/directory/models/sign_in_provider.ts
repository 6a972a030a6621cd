import { SignInProviderSchema } from '#database/schema'
import Organisation from '#directory/models/organisation'
import SignInProviderGroup from '#directory/models/sign_in_provider_group'
import { scopedByPermission } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'

/** An OpenID Connect provider that people may sign in through (OPS-05). */
export default class SignInProvider extends SignInProviderSchema {
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @hasMany(() => SignInProviderGroup)
  declare groups: HasMany<typeof SignInProviderGroup>

  static visibleTo(principal: Principal) {
    return scopedByPermission(this.query(), principal, 'settings.view')
  }
}
