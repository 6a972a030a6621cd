import type { ExplainedCharge } from '#billing/queries/explain_charge'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** How a line came about, down to the minutes. */
export default class ExplainedChargeTransformer extends BaseTransformer<ExplainedCharge> {
  toObject() {
    return { ...this.resource }
  }
}
