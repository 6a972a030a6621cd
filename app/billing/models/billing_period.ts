import Contract from '#contracts/models/contract'
import { BillingPeriodSchema } from '#database/schema'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A period of a contract on its way to the invoice (§7.6); it has a row once somebody took it up. */
export default class BillingPeriod extends BillingPeriodSchema {
  @belongsTo(() => Contract)
  declare contract: BelongsTo<typeof Contract>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'contracts.report', {
      organisation: 'billing_periods.organisation_id',
    })
  }
}
