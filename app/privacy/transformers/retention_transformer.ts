import type { Retention } from '#core/queries/list_retention'
import { BaseTransformer } from '@adonisjs/core/transformers'

export type CountedRetention = Retention & { doomed: number }

/** A rule of retention with how many rows would go now. */
export default class RetentionTransformer extends BaseTransformer<CountedRetention> {
  toObject() {
    const { offered, rule, days, isOn, doomed } = this.resource
    return {
      kind: offered.kind,
      leastDays: offered.leastDays,
      days,
      isOn,
      doomed,
      version: rule?.version ?? 0,
      lastRunAt: rule?.lastRunAt?.toISO() ?? null,
      lastCount: rule?.lastCount ?? null,
    }
  }
}
