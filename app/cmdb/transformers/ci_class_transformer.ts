import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A class as a choice in a filter or a form. */
export default class CiClassTransformer extends BaseTransformer<CiClassFacts> {
  toObject() {
    return this.pick(this.resource, ['code', 'group', 'labelRu', 'labelEn', 'icon'])
  }
}
