import type CiAttributeOverride from '#cmdb/models/ci_attribute_override'
import type CiClass from '#cmdb/models/ci_class'
import { FORM_FIELDS } from '#cmdb/transformers/item_attribute_transformer'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

type Resource = {
  definition: AttributeDefinition
  definedIn: CiClass
  override: CiAttributeOverride | null
  doubledCount: number
}

/** An attribute on the page of a class, its own or inherited. */
export default class ClassAttributeTransformer extends BaseTransformer<Resource> {
  toObject() {
    const { definition, definedIn, override, doubledCount } = this.resource
    return {
      ...this.pick(definition, [...FORM_FIELDS]),
      ...this.pick(definition, ['uniqueScope', 'isSearchable', 'isDiscovered', 'keepsHistory']),
      ...this.pick(definition, ['pattern', 'isBuiltin', 'indexState']),
      definedIn: this.pick(definedIn, ['code', 'labelRu', 'labelEn']),
      tightening: override
        ? this.pick(override, [
            ...(['isRequired', 'isRecommended', 'defaultValue', 'labelRu', 'labelEn'] as const),
          ])
        : null,
      doubledCount,
    }
  }
}
