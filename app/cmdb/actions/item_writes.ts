import { valueOf, type LockedItem } from '#cmdb/actions/lock_items'
import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import { attributeChanges, changedKeys } from '#cmdb/workflow/attribute_values'
import type { AttributeValues, ClassSchema } from '#cmdb/workflow/class_schema'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import type { FieldChange, Plain } from '#core/errors'
import { isDeepStrictEqual } from 'node:util'

/** Values by column name (`serialNumber`) or `attributes.key`; null empties. */
export type ItemWrites = Record<string, Plain>

/** What a field was, which attributes became other ones, and what history tells of it. */
export function applyWrites(raw: LockedItem, writes: ItemWrites, schema: ClassSchema) {
  const before: ItemWrites = {}
  for (const [field, value] of Object.entries(writes)) {
    const current = valueOf(raw, field)
    if (!isDeepStrictEqual(current, value)) before[field] = current
  }
  const after = Object.fromEntries(Object.keys(before).map((field) => [field, writes[field]!]))
  const { columns, attributes } = splitWrites(after)
  Object.assign(raw, columns)
  const known = raw.attributes as AttributeValues
  raw.attributes = withoutNulls({ ...known, ...attributes })
  const keys = changedKeys(known, raw.attributes as AttributeValues)
  const fields = toChanges(schema, before, after)
  if (fields.length > 0) raw.version += 1
  return { before, keys, fields }
}

/** A row of which nothing is said. */
export const EMPTY = Object.fromEntries(Object.values(ITEM_COLUMNS).map((column) => [column, null]))

/** What goes into columns by their names in the database, and what into attributes by their keys. */
export function splitWrites(writes: ItemWrites) {
  const columns: Record<string, Plain> = {}
  for (const [field, value] of Object.entries(writes)) {
    if (attributeKeyOf(field) === null) columns[ITEM_COLUMNS[field as ItemColumn]] = value
  }
  return { columns, attributes: attributesOf(writes) }
}

export function withoutNulls(values: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

/** What history tells of writes. */
export function toChanges(
  schema: ClassSchema,
  before: ItemWrites,
  after: ItemWrites
): FieldChange[] {
  const columns = Object.entries(after)
    .filter(([field]) => attributeKeyOf(field) === null)
    .map(([field, value]) => ({ field, before: before[field] ?? null, after: value }))
    .filter((change) => change.before !== change.after)
  const [old, now] = [before, after].map((values) => withoutNulls(attributesOf(values)))
  return [...columns, ...attributeChanges(schema.byKey, old!, now!)]
}

function attributesOf(writes: ItemWrites): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(writes).flatMap(([field, value]) => {
      const key = attributeKeyOf(field)
      return key === null ? [] : [[key, value] as const]
    })
  )
}
