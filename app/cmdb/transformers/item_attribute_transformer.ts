import type { ItemAttribute } from '#cmdb/queries/item_attributes'
import type { AttributeValue } from '#cmdb/workflow/attribute_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

export const FORM_FIELDS = [
  ...([
    'key',
    'type',
    'isMultiple',
    'labelRu',
    'labelEn',
    'hintRu',
    'hintEn',
    'unit',
    'options',
  ] as const),
  ...(['sectionRu', 'sectionEn', 'isRequired', 'isRecommended', 'isRetired'] as const),
  ...(['minValue', 'maxValue', 'defaultValue', 'referenceClass'] as const),
] as const

/**
 * An attribute of the item's class with the item's value, null when it has none. Of a secret a page
 * only knows whether there is one.
 */
export default class ItemAttributeTransformer extends BaseTransformer<ItemAttribute> {
  toObject() {
    const { definition, value, named } = this.resource
    const isSecret = definition.type === 'secret'
    return {
      ...this.pick(definition, [...FORM_FIELDS]),
      value: (isSecret ? null : (value ?? null)) as AttributeValue | null,
      isSet: value !== null,
      named,
    }
  }
}
