import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'

/** What a class makes stricter of an attribute it inherits; null and false leave it as it is. */
export type Tightening = {
  classId: number
  attributeId: number
  isRequired: boolean
  isRecommended: boolean
  defaultValue: string | null
  labelRu: string | null
  labelEn: string | null
}

/**
 * The attributes of a class with what it and the classes between make of them. `chain` begins with
 * the class itself. A class may tighten what it inherits and never loosen it (CFG-02).
 */
export function inheritAttributes(
  chain: readonly number[],
  defined: readonly AttributeDefinition[],
  tightenings: readonly Tightening[]
): AttributeDefinition[] {
  const farthestFirst = chain.toReversed()
  return farthestFirst.flatMap((classId) =>
    defined
      .filter((definition) => definition.classId === classId)
      .map((definition) =>
        farthestFirst
          .map((below) =>
            tightenings.find((each) => each.classId === below && each.attributeId === definition.id)
          )
          .filter((each) => each !== undefined)
          .reduce(tighten, definition)
      )
  )
}

function tighten(definition: AttributeDefinition, by: Tightening): AttributeDefinition {
  return {
    ...definition,
    isRequired: definition.isRequired || by.isRequired,
    isRecommended: definition.isRecommended || by.isRecommended,
    defaultValue: by.defaultValue ?? definition.defaultValue,
    labelRu: by.labelRu ?? definition.labelRu,
    labelEn: by.labelEn ?? definition.labelEn,
  }
}
