import { isSortable } from '#cmdb/queries/list_configuration_items'
import { FORM_FIELDS } from '#cmdb/transformers/item_attribute_transformer'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** An attribute as a column and a condition of the list. */
export default class ListAttributeTransformer extends BaseTransformer<AttributeDefinition> {
  toObject() {
    return {
      ...this.pick(this.resource, [...FORM_FIELDS]),
      isSearchable: this.resource.indexState === 'ready',
      isSortable: isSortable(this.resource),
    }
  }
}
