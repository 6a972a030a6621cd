import type CiClassAttribute from '#cmdb/models/ci_class_attribute'
import type { AttributeValue } from '#cmdb/workflow/attribute_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** An attribute of the item's class with the item's value, null when it has none. */
export default class ItemAttributeTransformer extends BaseTransformer<{
  definition: CiClassAttribute
  value: unknown
}> {
  toObject() {
    const { definition, value } = this.resource
    return {
      ...this.pick(definition, ['key', 'type', 'labelRu', 'labelEn', 'unit', 'options']),
      value: (value ?? null) as AttributeValue | null,
    }
  }
}
