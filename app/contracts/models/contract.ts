import Service from '#catalog/models/service'
import ConfigurationItem from '#cmdb/models/configuration_item'
import ContractTerms from '#contracts/models/contract_terms'
import Organisation from '#directory/models/organisation'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import Agreement from '#sla/models/agreement'
import { ContractSchema } from '#database/schema'
import { belongsTo, hasMany, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany, ManyToMany } from '@adonisjs/lucid/types/relations'

/** What a client pays for and which times it is promised (domain §7.1). */
export default class Contract extends ContractSchema {
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @belongsTo(() => Organisation, { foreignKey: 'providerOrganisationId' })
  declare provider: BelongsTo<typeof Organisation>

  @belongsTo(() => Agreement)
  declare agreement: BelongsTo<typeof Agreement>

  /** The services covered; a contract that names none covers all (see `findContract`). */
  @manyToMany(() => Service, { pivotTable: 'contract_services' })
  declare services: ManyToMany<typeof Service>

  /** Items covered by name, whatever service they serve. */
  @manyToMany(() => ConfigurationItem, {
    pivotTable: 'contract_items',
    pivotRelatedForeignKey: 'ci_id',
  })
  declare items: ManyToMany<typeof ConfigurationItem>

  /** Its versions: the contract as signed and each amendment. */
  @hasMany(() => ContractTerms)
  declare terms: HasMany<typeof ContractTerms>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'contracts.view', {
      organisation: 'contracts.organisation_id',
    })
  }
}
