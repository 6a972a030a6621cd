import type { CiLifecycle } from '#cmdb/models/ci_types'
import type { AttributeOption, CiAttributeType, UniqueScope } from '#cmdb/workflow/attribute_types'
import type { CI_CLASS_ICONS } from '#config/icons'

export type CiClassIcon = (typeof CI_CLASS_ICONS)[number]

type Settings = {
  unit: string | null
  options: AttributeOption[] | null
  isRecommended: boolean
  isSearchable: boolean
  isDiscovered: boolean
  isMultiple: boolean
  keepsHistory: boolean
  uniqueScope: UniqueScope | null
  minValue: string | null
  maxValue: string | null
  referenceClass: string | null
}
export type AttributeSeed = Settings & {
  key: string
  type: CiAttributeType
  labelRu: string
  labelEn: string
}

export type CiClassSeed = {
  code: string
  labelRu: string
  labelEn: string
  icon: CiClassIcon
  parent: string | null
  isAbstract: boolean
  attributes: AttributeSeed[]
  /** Where it is not that of the group. */
  lifecycle?: CiLifecycle
}

/** Values that read the same in both languages come as text. */
type Given = Partial<Omit<Settings, 'options' | 'minValue' | 'maxValue'>> & {
  options?: (string | AttributeOption)[]
  min?: number
  max?: number
}

/** What discovery finds out and people look for. */
export const FOUND = { isDiscovered: true, isSearchable: true } as const
/** What a scanner, an agent and a directory may each know another one of. */
export const FOUND_SEVERAL = { ...FOUND, isMultiple: true } as const
export const SEARCHED = { isSearchable: true } as const

export function attribute(
  key: string,
  type: CiAttributeType,
  labelRu: string,
  labelEn: string,
  { options, min, max, ...given }: Given = {}
): AttributeSeed {
  return {
    ...{ key, type, labelRu, labelEn },
    ...{
      unit: null,
      isRecommended: false,
      isSearchable: false,
      isDiscovered: false,
      isMultiple: false,
    },
    ...{ keepsHistory: true, uniqueScope: null, referenceClass: null },
    ...given,
    minValue: min === undefined ? null : String(min),
    maxValue: max === undefined ? null : String(max),
    options: options?.map(toOption) ?? null,
  }
}

function toOption(option: string | AttributeOption): AttributeOption {
  return typeof option === 'string' ? { value: option, labelRu: option, labelEn: option } : option
}

/** A whole number from 0. */
export function count(
  key: string,
  labelRu: string,
  labelEn: string,
  given: Given = {}
): AttributeSeed {
  return attribute(key, 'int', labelRu, labelEn, { min: 0, ...given })
}

export const port = attribute('port', 'int', 'Порт', 'Port', { min: 1, max: 65_535, ...FOUND })

/** A class that items can have; without `parent` it stands below the base class `ci`. */
export function ciClass(
  code: string,
  labelRu: string,
  labelEn: string,
  icon: CiClassIcon,
  attributes: AttributeSeed[] = [],
  parent = 'ci'
): CiClassSeed {
  return { code, labelRu, labelEn, icon, parent, isAbstract: false, attributes }
}

/** A class that only gives attributes to those below it. */
export function abstractClass(
  code: string,
  labelRu: string,
  labelEn: string,
  icon: CiClassIcon,
  attributes: AttributeSeed[] = [],
  parent: string | null = 'ci'
): CiClassSeed {
  return { code, labelRu, labelEn, icon, parent, isAbstract: true, attributes }
}
