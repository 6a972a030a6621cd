import { compileAttribute, type AttributeProblem } from '#cmdb/workflow/attribute_rules'
import type {
  AttributeDefinition,
  AttributeInputValue,
  AttributeValue,
} from '#cmdb/workflow/attribute_types'
import { attributeField } from '#cmdb/workflow/field_names'
import { compilePattern } from '#cmdb/workflow/pattern'
import { Refusal } from '#core/errors'

export type AttributeInput = Record<string, AttributeInputValue | null>
/** Stored values by key. */
export type AttributeValues = Record<string, unknown>

/** What the items of a class are checked by beside their attributes. */
export type ClassRules = {
  classId: number
  namingRule: string | null
  namingHintRu: string | null
  namingHintEn: string | null
}

/** The attributes of a class, those inherited first, and what checks values of them. */
export type ClassSchema = {
  definitions: readonly AttributeDefinition[]
  byKey: ReadonlyMap<string, AttributeDefinition>
  /** @throws Refusal on the field `name` when the class's naming rule forbids it */
  checkName(name: string): void
  /**
   * The values of a new item: defaults where the input names no value.
   * @throws Refusal on the field of a wrong, unknown, retired or missing required attribute
   */
  fill(input: AttributeInput): AttributeValues
  /**
   * The values after an edit: keys the input does not name stay, null and empty clear. An item that
   * lacks what became required later stays editable; taking a required value away is refused.
   * @throws Refusal on the field of a wrong, unknown or retired attribute
   */
  edit(current: AttributeValues, input: AttributeInput): AttributeValues
  /** Keys of required and recommended attributes without a value. */
  missing(values: AttributeValues): { required: string[]; recommended: string[] }
}

/** Compiled once for a version of a class; working with it costs no parsing. */
export function compileClassSchema(
  rules: ClassRules,
  definitions: readonly AttributeDefinition[]
): ClassSchema {
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]))
  const readers = new Map(definitions.map((each) => [each.key, compileAttribute(each)]))
  const naming = rules.namingRule === null ? null : compilePattern(rules.namingRule)
  const inUse = definitions.filter(({ isRetired }) => !isRetired)

  function edit(current: AttributeValues, input: AttributeInput): AttributeValues {
    const edited = { ...current }
    for (const [key, value] of Object.entries(input)) {
      const definition = byKey.get(key)
      if (!definition) throw refusal(key, { key: 'unknown_attribute', params: { key } })
      if (isEmpty(value)) {
        if (isPresent(edited[key]) && definition.isRequired && !definition.isRetired) {
          throw refusal(key, { key: 'attribute.required' })
        }
        delete edited[key]
        continue
      }
      edited[key] = read(definition, value!)
    }
    return edited
  }

  function read(definition: AttributeDefinition, value: AttributeInputValue): AttributeValue {
    if (definition.isRetired) throw refusal(definition.key, { key: 'attribute.retired' })
    const reading = readers.get(definition.key)!(value)
    if ('problem' in reading) throw refusal(definition.key, reading.problem)
    return reading.value
  }

  return {
    definitions,
    byKey,
    checkName(name) {
      if (!naming || naming.matches(name)) return
      const hint = [rules.namingHintRu, rules.namingHintEn].filter(Boolean).join(' / ')
      const key = hint === '' ? 'naming_rule' : 'naming_hint'
      throw new Refusal(`cmdb.errors.${key}`, { hint, rule: rules.namingRule! }, 'name')
    },
    fill(input) {
      const defaults = inUse.filter(({ defaultValue }) => defaultValue !== null)
      const given = Object.fromEntries(defaults.map((each) => [each.key, each.defaultValue]))
      const values = edit({}, { ...given, ...input })
      const absent = inUse.find(({ key, isRequired }) => isRequired && !isPresent(values[key]))
      if (absent) throw refusal(absent.key, { key: 'attribute.required' })
      return values
    },
    edit,
    missing(values) {
      const absent = inUse.filter(({ key }) => !isPresent(values[key]))
      return {
        required: absent.filter(({ isRequired }) => isRequired).map(({ key }) => key),
        recommended: absent.filter(({ isRecommended }) => isRecommended).map(({ key }) => key),
      }
    },
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isEmpty(value: AttributeInput[string]): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function refusal(key: string, problem: AttributeProblem): Refusal {
  return new Refusal(`cmdb.errors.${problem.key}`, problem.params ?? {}, attributeField(key))
}
