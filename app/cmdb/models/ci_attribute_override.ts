import type { Tightening } from '#cmdb/workflow/inheritance'
import { CiAttributeOverrideSchema } from '#database/schema'

/** What a class makes stricter of an attribute it inherits. */
export default class CiAttributeOverride extends CiAttributeOverrideSchema {
  get tightening(): Tightening {
    const { ciClassId, attributeId, isRequired, isRecommended, defaultValue } = this
    const { labelRu, labelEn } = this
    return {
      ...{ classId: ciClassId, attributeId, isRequired, isRecommended },
      ...{ defaultValue, labelRu, labelEn },
    }
  }
}
