import { LdapSourceSchema } from '#database/schema'
import LdapPerson from '#directory/models/ldap_person'
import LdapRoleMapping from '#directory/models/ldap_role_mapping'
import LdapRun from '#directory/models/ldap_run'
import Organisation from '#directory/models/organisation'
import { scopedByPermission } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'

/** A directory (Active Directory, FreeIPA, OpenLDAP) that people come from (OPS-05). */
export default class LdapSource extends LdapSourceSchema {
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @hasMany(() => LdapRoleMapping)
  declare mappings: HasMany<typeof LdapRoleMapping>

  @hasMany(() => LdapPerson)
  declare people: HasMany<typeof LdapPerson>

  @hasMany(() => LdapRun)
  declare runs: HasMany<typeof LdapRun>

  static visibleTo(principal: Principal) {
    return scopedByPermission(this.query(), principal, 'settings.view')
  }
}
