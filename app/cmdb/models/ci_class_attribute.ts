import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { CiClassAttributeSchema } from '#database/schema'

/** The definition of an attribute; its key and type never change, its labels may. */
export default class CiClassAttribute extends CiClassAttributeSchema {
  /** As items of the class that defines it have it. */
  get definition(): AttributeDefinition {
    return {
      ...{ id: this.id, key: this.key, type: this.type, classId: this.ciClassId },
      ...{ labelRu: this.labelRu, labelEn: this.labelEn },
      ...{ hintRu: this.hintRu, hintEn: this.hintEn },
      ...{ sectionRu: this.sectionRu, sectionEn: this.sectionEn },
      ...{ isMultiple: this.isMultiple, unit: this.unit, options: this.options },
      defaultValue: this.defaultValue,
      ...{ isRequired: this.isRequired, isRecommended: this.isRecommended },
      ...{ uniqueScope: this.uniqueScope, isSearchable: this.isSearchable },
      ...{ isDiscovered: this.isDiscovered, keepsHistory: this.keepsHistory },
      ...{ pattern: this.pattern, minValue: this.minValue, maxValue: this.maxValue },
      ...{ referenceClass: this.referenceClass, indexState: this.indexState },
      ...{ isRetired: this.retiredAt !== null, isBuiltin: this.isBuiltin },
    }
  }
}
