import type { CiAttributeType } from '#cmdb/workflow/attribute_types'
import type { CI_CLASS_ICONS } from '#config/icons'

export type CiClassIcon = (typeof CI_CLASS_ICONS)[number]

export type AttributeSeed = {
  key: string
  type: CiAttributeType
  labelRu: string
  labelEn: string
  unit: string | null
  options: string[] | null
}

export type CiClassSeed = {
  code: string
  labelRu: string
  labelEn: string
  icon: CiClassIcon
  parent: string | null
  isAbstract: boolean
  attributes: AttributeSeed[]
}

export function attribute(
  key: string,
  type: CiAttributeType,
  labelRu: string,
  labelEn: string,
  { unit = null, options = null }: { unit?: string | null; options?: string[] | null } = {}
): AttributeSeed {
  return { key, type, labelRu, labelEn, unit, options }
}

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
