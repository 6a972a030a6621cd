import { BadSetting } from '#cmdb/errors'
import {
  TYPE_TRAITS,
  type AttributeOption,
  type CiAttributeType,
  type UniqueScope,
} from '#cmdb/workflow/attribute_types'
import { compileAttribute } from '#cmdb/workflow/attribute_rules'
import { compilePattern } from '#cmdb/workflow/pattern'
import { readAttributeValue } from '#cmdb/workflow/read_attribute_value'

type Settings = {
  isRequired: boolean
  isRecommended: boolean
  isSearchable: boolean
  keepsHistory: boolean
  isMultiple: boolean
  uniqueScope: UniqueScope | null
  unit: string | null
  options: AttributeOption[] | null
  defaultValue: string | null
  pattern: string | null
  minValue: string | null
  maxValue: string | null
  referenceClass: string | null
}

/**
 * The settings of an attribute as they are stored: those its type does not have are dropped, the
 * rest fits the type. Throws BadSetting on the field.
 */
export function settleAttribute<Given extends Settings>(
  type: CiAttributeType,
  given: Given
): Given {
  const traits = TYPE_TRAITS[type]
  const isMultiple = given.isMultiple && traits.canBeMultiple
  const settled = {
    ...given,
    isRecommended: given.isRecommended && !given.isRequired,
    isMultiple,
    isSearchable: given.isSearchable && traits.isIndexed,
    uniqueScope: traits.canBeUnique && !isMultiple ? given.uniqueScope : null,
    unit: traits.hasUnit ? given.unit : null,
    options: type === 'enum' || type === 'multi_enum' ? given.options : null,
    defaultValue: traits.hasDefault && !isMultiple ? given.defaultValue : null,
    pattern: traits.hasPattern ? given.pattern : null,
    minValue: traits.bounds ? pointed(given.minValue) : null,
    maxValue: traits.bounds ? pointed(given.maxValue) : null,
    referenceClass: type === 'reference' ? given.referenceClass : null,
  }
  refuseOptions(type, settled.options)
  refuseBounds(type, settled)
  if (settled.pattern !== null && !compilePattern(settled.pattern)) {
    throw new BadSetting('pattern', 'pattern')
  }
  refuseDefault(type, settled)
  return settled
}

function pointed(bound: string | null): string | null {
  return bound && bound.replace(',', '.')
}

function refuseOptions(type: CiAttributeType, options: AttributeOption[] | null) {
  if (type !== 'enum' && type !== 'multi_enum') return
  if (!options || options.length === 0) throw new BadSetting('options', 'no_options')
  const values = options.map(({ value }) => value)
  if (new Set(values).size < values.length) throw new BadSetting('options', 'same_options')
}

/** Lengths are whole numbers from 0; of days and numbers the least is not above the most. */
function refuseBounds(type: CiAttributeType, { minValue, maxValue }: Settings) {
  const { bounds } = TYPE_TRAITS[type]
  const boundType = bounds === 'date' ? 'date' : bounds === 'length' ? 'int' : 'decimal'
  const [min, max] = [minValue, maxValue].map((bound, index) => {
    if (bound === null) return null
    const value = readAttributeValue({ type: boundType, options: null }, bound)
    const isBad = value === undefined || (bounds === 'length' && Number(value) < 0)
    if (isBad) throw new BadSetting(index === 0 ? 'minValue' : 'maxValue', `bound_${boundType}`)
    return bounds === 'date' ? Date.parse(bound) : Number(bound)
  })
  if (min !== null && max !== null && min! > max!) {
    throw new BadSetting('maxValue', 'bounds_crossed')
  }
}

function refuseDefault(type: CiAttributeType, settled: Settings) {
  if (settled.defaultValue === null) return
  const reading = compileAttribute({ ...settled, type })(settled.defaultValue)
  if ('problem' in reading) throw new BadSetting('defaultValue', 'default')
}
