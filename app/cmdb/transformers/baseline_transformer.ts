import type Baseline from '#cmdb/models/baseline'
import { BaseTransformer } from '@adonisjs/core/transformers'

type Resource = { baseline: Baseline; owner: string | null }

/** A baseline as lists and its page show it. */
export default class BaselineTransformer extends BaseTransformer<Resource> {
  toObject() {
    const { baseline, owner } = this.resource
    return {
      ...this.pick(baseline, ['id', 'name', 'description', 'state', 'itemCount', 'relationCount']),
      ...this.pick(baseline, ['progressDone', 'progressTotal', 'contentHash', 'isUnderWay']),
      capturedAt: baseline.capturedAt?.toISO() ?? null,
      createdAt: baseline.createdAt.toISO()!,
      owner,
    }
  }
}
