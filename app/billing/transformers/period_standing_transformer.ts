import type { PeriodStanding } from '#billing/queries/period_standing'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** How a period stands and what the reader can do with it. */
export default class PeriodStandingTransformer extends BaseTransformer<PeriodStanding> {
  toObject() {
    return { ...this.resource }
  }
}
