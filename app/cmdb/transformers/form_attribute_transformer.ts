import { FORM_FIELDS } from '#cmdb/transformers/item_attribute_transformer'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** An attribute as the form of an item without a value asks for it. */
export default class FormAttributeTransformer extends BaseTransformer<AttributeDefinition> {
  toObject() {
    return this.pick(this.resource, [...FORM_FIELDS])
  }
}
