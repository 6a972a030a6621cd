import BillingPeriod from '#billing/models/billing_period'
import TimeEntry from '#billing/models/time_entry'
import { PeriodQuestionSchema } from '#database/schema'
import Person from '#directory/models/person'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A client's question about a line of a period, with its answer once there is one (§7.6). */
export default class PeriodQuestion extends PeriodQuestionSchema {
  @belongsTo(() => BillingPeriod)
  declare billingPeriod: BelongsTo<typeof BillingPeriod>

  @belongsTo(() => TimeEntry)
  declare timeEntry: BelongsTo<typeof TimeEntry>

  @belongsTo(() => Person, { foreignKey: 'askedById' })
  declare askedBy: BelongsTo<typeof Person>

  @belongsTo(() => Person, { foreignKey: 'answeredById' })
  declare answeredBy: BelongsTo<typeof Person>
}
