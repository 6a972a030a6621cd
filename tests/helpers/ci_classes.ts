import { saveCiClass, type ClassValues } from '#cmdb/actions/save_ci_class'
import { saveClassAttribute, type AttributeSettings } from '#cmdb/actions/save_class_attribute'
import CiClass from '#cmdb/models/ci_class'
import type { AttributeDefinition, CiAttributeType } from '#cmdb/workflow/attribute_types'
import { SYSTEM_ACTOR } from '#core/actor'

let serial = 0

/** An attribute of a type, as a class of its own defines it. */
export function definitionOf(
  type: CiAttributeType,
  given: Partial<AttributeDefinition> = {}
): AttributeDefinition {
  return {
    ...{ id: 1, key: 'any', type, labelRu: 'Любой', labelEn: 'Any', classId: 1 },
    ...{ hintRu: null, hintEn: null, sectionRu: null, sectionEn: null, unit: null, options: null },
    ...{ isRequired: false, isRecommended: false, uniqueScope: null, isSearchable: false },
    ...{
      isMultiple: false,
      isDiscovered: false,
      keepsHistory: true,
      defaultValue: null,
      pattern: null,
    },
    ...{ minValue: null, maxValue: null, referenceClass: null, isRetired: false },
    ...{ isBuiltin: false, indexState: 'none' },
    ...given,
  }
}

export const CLASS_VALUES: Omit<ClassValues, 'parentId'> = {
  ...{ labelRu: 'Новый класс', labelEn: 'New class', descriptionRu: null, descriptionEn: null },
  ...{ icon: 'lucide:box', isAbstract: false, isHidden: false, isChangeControlled: false },
  ...{ lifecycle: 'hardware', namingRule: null, namingHintRu: null, namingHintEn: null },
  ...{ identifiers: null, archiveAfterDays: null },
}

export const SETTINGS: AttributeSettings = {
  ...{ labelRu: 'Признак', labelEn: 'Attribute', hintRu: null, hintEn: null },
  ...{ sectionRu: null, sectionEn: null, unit: null, options: null },
  ...{ isRequired: false, isRecommended: false, uniqueScope: null, isSearchable: false },
  ...{
    isMultiple: false,
    isDiscovered: false,
    keepsHistory: true,
    defaultValue: null,
    pattern: null,
  },
  ...{ minValue: null, maxValue: null, referenceClass: null },
}

/** A class of its own below the base class, or below `parent`. */
export async function createClass({
  parent = 'ci',
  ...values
}: Partial<ClassValues> & { parent?: string; code?: string } = {}) {
  serial += 1
  const { id: parentId } = await CiClass.findByOrFail('code', parent)
  const code = `spec_class_${serial}`
  return saveCiClass.create({
    actor: SYSTEM_ACTOR,
    values: { ...CLASS_VALUES, parentId, code, ...values },
  })
}

export async function addAttribute(
  ciClass: { id: number },
  key: string,
  type: CiAttributeType,
  given: Partial<AttributeSettings> = {}
) {
  const values = { ...SETTINGS, ...given, key, type }
  return saveClassAttribute.create({ actor: SYSTEM_ACTOR, classId: ciClass.id, values })
}
