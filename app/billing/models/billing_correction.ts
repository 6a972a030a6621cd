import BillingPeriod from '#billing/models/billing_period'
import ChargeLine from '#billing/models/charge_line'
import { BillingCorrectionSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A change of what a locked period charged, posted in the next one that is open (§7.6). */
export default class BillingCorrection extends BillingCorrectionSchema {
  /** The line it corrects. */
  @belongsTo(() => ChargeLine)
  declare line: BelongsTo<typeof ChargeLine>

  /** Where it was posted; none while it waits. */
  @belongsTo(() => BillingPeriod)
  declare period: BelongsTo<typeof BillingPeriod>
}
