import {
  readAttributeValue,
  type AttributeDefinition,
  type AttributeValue,
} from '#cmdb/workflow/attribute_types'
import { Refusal, type FieldChange, type Plain } from '#core/errors'

export type AttributeInput = Record<string, AttributeValue | null>
/** Stored values by key: text, numbers and booleans. */
export type AttributeValues = Record<string, unknown>

/**
 * The values after an edit: keys the input does not name stay, null and empty text clear.
 * @throws Refusal on a key the class does not have and on a value that does not fit its type
 */
export function editAttributes(
  definitions: readonly AttributeDefinition[],
  current: AttributeValues,
  input: AttributeInput
): AttributeValues {
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]))
  const edited = { ...current }
  for (const [key, value] of Object.entries(input)) {
    const definition = byKey.get(key)
    if (!definition) {
      throw new Refusal('cmdb.errors.unknown_attribute', { key }, `attributes.${key}`)
    }
    if (value === null || value === '') {
      delete edited[key]
      continue
    }
    const stored = readAttributeValue(definition, value)
    if (stored === undefined) {
      throw new Refusal(`cmdb.errors.attribute_type.${definition.type}`, {}, `attributes.${key}`)
    }
    edited[key] = stored
  }
  return edited
}

/** One change per attribute, named `attributes.<key>`, so that history reads field by field. */
export function attributeChanges(before: AttributeValues, after: AttributeValues): FieldChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys]
    .filter((key) => before[key] !== after[key])
    .map((key) => ({
      field: `attributes.${key}`,
      before: (before[key] ?? null) as Plain,
      after: (after[key] ?? null) as Plain,
    }))
}
