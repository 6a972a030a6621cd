import type BaselineItem from '#cmdb/models/baseline_item'
import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import { BaseTransformer } from '@adonisjs/core/transformers'

type Resource = { item: BaselineItem; ciClass: CiClassFacts | null }

/** An item of a baseline in its list, with its class as it is called now. */
export default class BaselineItemTransformer extends BaseTransformer<Resource> {
  toObject() {
    const { item, ciClass } = this.resource
    return {
      ...this.pick(item, ['id', 'number', 'name', 'classCode']),
      class: ciClass ? { labelRu: ciClass.labelRu, labelEn: ciClass.labelEn } : null,
    }
  }
}
