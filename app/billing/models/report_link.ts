import BillingPeriod from '#billing/models/billing_period'
import { ReportLinkSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Lets somebody without an account fetch one document of a locked period for some days (§7.7). */
export default class ReportLink extends ReportLinkSchema {
  @belongsTo(() => BillingPeriod)
  declare billingPeriod: BelongsTo<typeof BillingPeriod>
}
