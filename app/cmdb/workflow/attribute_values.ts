import { SECRET_MASK, type AttributeDefinition } from '#cmdb/workflow/attribute_types'
import type { AttributeValues } from '#cmdb/workflow/class_schema'
import { attributeField } from '#cmdb/workflow/field_names'
import type { FieldChange, Plain } from '#core/errors'
import { isDeepStrictEqual } from 'node:util'

/** Keys whose value differs. */
export function changedKeys(before: AttributeValues, after: AttributeValues): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].filter((key) => !isDeepStrictEqual(before[key], after[key]))
}

/**
 * One change per attribute, named `attributes.<key>`, so that history reads field by field. Secrets
 * are masked; attributes that keep no history are left out.
 */
export function attributeChanges(
  definitions: ReadonlyMap<string, Pick<AttributeDefinition, 'type' | 'keepsHistory'>>,
  before: AttributeValues,
  after: AttributeValues
): FieldChange[] {
  return changedKeys(before, after)
    .filter((key) => definitions.get(key)?.keepsHistory !== false)
    .map((key) => {
      const isSecret = definitions.get(key)?.type === 'secret'
      const shown = (value: unknown): Plain => {
        if (value === undefined || value === null) return null
        return isSecret ? SECRET_MASK : (value as Plain)
      }
      return { field: attributeField(key), before: shown(before[key]), after: shown(after[key]) }
    })
}
