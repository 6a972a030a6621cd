import type { ClassValues } from '#cmdb/actions/save_ci_class'
import type { AttributeSettings } from '#cmdb/actions/save_class_attribute'
import { CI_LIFECYCLES } from '#cmdb/models/ci_types'
import { CI_ATTRIBUTE_TYPES, UNIQUE_SCOPES } from '#cmdb/workflow/attribute_types'
import { CI_CLASS_ICONS } from '#config/icons'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

const id = () => vine.number().positive().withoutDecimals()
const label = () => vine.string().trim().minLength(1).maxLength(120)
const optional = (max: number) => vine.string().trim().maxLength(max).nullable().optional()
const flag = () => vine.boolean().optional()

/** A code or key that stands in addresses and in the database for ever. */
const code = () =>
  vine
    .string()
    .trim()
    .maxLength(59)
    .regex(/^[a-z][a-z0-9_]*$/)
    .notIn(['new'])

const labels = { labelRu: label(), labelEn: label() }
const classContent = {
  ...labels,
  descriptionRu: optional(500),
  descriptionEn: optional(500),
  icon: vine.enum(CI_CLASS_ICONS),
  parentId: id().nullable(),
  isAbstract: flag(),
  isHidden: flag(),
  isChangeControlled: flag(),
  lifecycle: vine.enum(CI_LIFECYCLES),
  archiveAfterDays: vine.number().withoutDecimals().range([1, 36_500]).nullable().optional(),
  namingRule: optional(200),
  namingHintRu: optional(200),
  namingHintEn: optional(200),
  identifiers: vine
    .array(vine.array(vine.string().trim().maxLength(60)).minLength(1).maxLength(10).distinct())
    .maxLength(20)
    .nullable()
    .optional(),
}

export const newClassValidator = vine.create({ ...classContent, code: code() })
export const changedClassValidator = vine.create({ ...classContent, version: id() })
export const seenClassValidator = vine.create({ version: id() })

const settings = {
  ...labels,
  hintRu: optional(200),
  hintEn: optional(200),
  sectionRu: optional(80),
  sectionEn: optional(80),
  unit: optional(20),
  options: vine
    .array(
      vine.object({
        value: vine.string().trim().minLength(1).maxLength(120),
        labelRu: vine.string().trim().minLength(1).maxLength(120),
        labelEn: vine.string().trim().minLength(1).maxLength(120),
      })
    )
    .maxLength(500)
    .nullable()
    .optional(),
  isRequired: flag(),
  isRecommended: flag(),
  uniqueScope: vine.enum(UNIQUE_SCOPES).nullable().optional(),
  isSearchable: flag(),
  isDiscovered: flag(),
  isMultiple: flag(),
  keepsHistory: flag(),
  defaultValue: optional(500),
  pattern: optional(200),
  minValue: optional(40),
  maxValue: optional(40),
  referenceClass: optional(60),
}
export const newAttributeValidator = vine.create({
  ...settings,
  key: code(),
  type: vine.enum(CI_ATTRIBUTE_TYPES),
  version: id(),
})
export const changedAttributeValidator = vine.create({ ...settings, version: id() })
export const retirementValidator = vine.create({ isRetired: vine.boolean(), version: id() })
export const attributeOrderValidator = vine.create({
  keys: vine.array(vine.string().maxLength(60)).distinct().maxLength(5000),
  version: id(),
})
export const tighteningValidator = vine.create({
  isRequired: flag(),
  isRecommended: flag(),
  defaultValue: optional(500),
  labelRu: optional(120),
  labelEn: optional(120),
  version: id(),
})

/** What was left out is empty: a form sends all of a class. */
export function toClassValues(given: Omit<Infer<typeof newClassValidator>, 'code'>): ClassValues {
  return {
    ...{ labelRu: given.labelRu, labelEn: given.labelEn, icon: given.icon },
    descriptionRu: given.descriptionRu ?? null,
    descriptionEn: given.descriptionEn ?? null,
    parentId: given.parentId ?? 0,
    isAbstract: given.isAbstract ?? false,
    isHidden: given.isHidden ?? false,
    isChangeControlled: given.isChangeControlled ?? false,
    lifecycle: given.lifecycle,
    archiveAfterDays: given.archiveAfterDays ?? null,
    namingRule: given.namingRule || null,
    namingHintRu: given.namingHintRu ?? null,
    namingHintEn: given.namingHintEn ?? null,
    identifiers: given.identifiers ?? null,
  }
}

export function toSettings(
  given: Omit<Infer<typeof newAttributeValidator>, 'key' | 'type' | 'version'>
): AttributeSettings {
  return {
    ...{ labelRu: given.labelRu, labelEn: given.labelEn },
    hintRu: given.hintRu ?? null,
    hintEn: given.hintEn ?? null,
    sectionRu: given.sectionRu ?? null,
    sectionEn: given.sectionEn ?? null,
    unit: given.unit || null,
    options: given.options ?? null,
    isRequired: given.isRequired ?? false,
    isRecommended: given.isRecommended ?? false,
    uniqueScope: given.uniqueScope ?? null,
    isSearchable: given.isSearchable ?? false,
    isDiscovered: given.isDiscovered ?? false,
    isMultiple: given.isMultiple ?? false,
    keepsHistory: given.keepsHistory ?? true,
    defaultValue: given.defaultValue || null,
    pattern: given.pattern || null,
    minValue: given.minValue || null,
    maxValue: given.maxValue || null,
    referenceClass: given.referenceClass || null,
  }
}

export function toTightening(given: Omit<Infer<typeof tighteningValidator>, 'version'>) {
  return {
    isRequired: given.isRequired ?? false,
    isRecommended: given.isRecommended ?? false,
    defaultValue: given.defaultValue || null,
    labelRu: given.labelRu || null,
    labelEn: given.labelEn || null,
  }
}
