import type { SimilarItem } from '#cmdb/queries/similar_items'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** An item that may be the one somebody is about to make. */
export default class SimilarItemTransformer extends BaseTransformer<SimilarItem> {
  toObject() {
    const { item, reason } = this.resource
    return {
      ...this.pick(item, ['number', 'name', 'status']),
      reason,
      ...{ classRu: item.ciClass.labelRu, classEn: item.ciClass.labelEn },
    }
  }
}
