import BillingPeriod from '#billing/models/billing_period'
import { PeriodDocumentSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A document of one revision of a locked period, kept as it was made (§7.6). */
export default class PeriodDocument extends PeriodDocumentSchema {
  @belongsTo(() => BillingPeriod)
  declare billingPeriod: BelongsTo<typeof BillingPeriod>
}
