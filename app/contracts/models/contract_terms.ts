import BillingRule from '#contracts/models/billing_rule'
import RateCard from '#contracts/models/rate_card'
import { ContractTermSchema } from '#database/schema'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'

/** A version of a contract: its rules of billing from a date on, until the next version (§7.1). */
export default class ContractTerms extends ContractTermSchema {
  static override table = 'contract_terms'

  /** In the order in which they take work. */
  @hasMany(() => BillingRule, {
    foreignKey: 'contractTermsId',
    onQuery: (query) => void query.orderBy('position'),
  })
  declare rules: HasMany<typeof BillingRule>

  @belongsTo(() => RateCard)
  declare rateCard: BelongsTo<typeof RateCard>
}
