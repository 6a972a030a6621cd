import type { AttributeValue, AttributeDefinition } from '#cmdb/workflow/attribute_types'
import type { AttributeValues } from '#cmdb/workflow/class_schema'
import { attributeField } from '#cmdb/workflow/field_names'
import {
  indexedValues,
  isIndexed,
  uniqueDigest,
  type IndexedValue,
} from '#cmdb/workflow/indexed_values'
import { insertRows } from '#core/actions/insert_rows'
import { fromSqlUtc } from '#core/columns'
import { Refusal } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type AttributeRow = {
  item_id: number
  attribute_id: number
  string_value: string | null
  number_value: number | null
  date_value: string | null
  person_id: number | null
  unique_scope_id: number | null
  unique_digest: string | null
}
/** What the index may hold of the item: nothing yet, these attributes, or those of another class. */
type Known = 'nothing' | 'these' | 'other'
type Item = { id: number; organisationId: number; attributes: AttributeValues }

const TAKEN = ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE']

/**
 * Keeps the side index in step with an item, in the item's own transaction; of two items that save
 * the only value at once the database lets one win.
 * @throws Refusal on the field of an attribute whose value another item has
 */
export async function indexAttributeValues(
  trx: TransactionClientContract,
  item: Item,
  definitions: readonly AttributeDefinition[],
  { has = 'these' }: { has?: Known } = {}
) {
  const indexed = definitions.filter(isIndexed)
  if (indexed.length === 0 && has !== 'other') return
  const rows = attributeRows(item, indexed)
  const known = await readRows(trx, item.id, has, indexed)
  const kept = new Set(rows.map(identity))
  const obsolete = known.filter((row) => !kept.has(identity(row)))
  if (obsolete.length > 0) {
    const obsoleteIds = obsolete.map(({ id }) => id)
    await trx.from('ci_attribute_values').whereIn('id', obsoleteIds).delete()
  }
  const present = new Set(known.map(identity))
  const fresh = rows.filter((row) => !present.has(identity(row)))
  try {
    await insertRows(trx, 'ci_attribute_values', fresh)
  } catch (error) {
    if (!isTaken(error)) throw error
    throw await takenValue(trx, fresh, indexed)
  }
}

/** The rows of the side index that an item has for these attributes of its class. */
export function attributeRows(
  item: Item,
  definitions: readonly AttributeDefinition[]
): AttributeRow[] {
  return definitions.filter(isIndexed).flatMap((definition) => {
    const value = item.attributes[definition.key] as AttributeValue | undefined
    if (value === undefined || value === null) return []
    return indexedValues(definition.type, value).map((indexed) => ({
      item_id: item.id,
      attribute_id: definition.id,
      ...toColumns(indexed),
      ...uniqueColumns(item, definition, value),
    }))
  })
}

function toColumns({ string, number, date, personId }: IndexedValue) {
  return { string_value: string, number_value: number, date_value: date, person_id: personId }
}

function uniqueColumns(
  { organisationId }: Item,
  { type, uniqueScope }: AttributeDefinition,
  value: AttributeValue
) {
  if (uniqueScope === null) return { unique_scope_id: null, unique_digest: null }
  const scope = uniqueScope === 'class' ? 0 : organisationId
  return { unique_scope_id: scope, unique_digest: uniqueDigest(type, value) }
}

async function readRows(
  trx: TransactionClientContract,
  itemId: number,
  has: Known,
  definitions: readonly AttributeDefinition[]
): Promise<(AttributeRow & { id: number })[]> {
  if (has === 'nothing') return []
  const query = trx.from('ci_attribute_values').where('item_id', itemId)
  const ids = definitions.map(({ id }) => id)
  if (has === 'these') void query.whereIn('attribute_id', ids)
  const rows = await query
  return rows.map((row) => ({ ...row, date_value: toSecond(row.date_value) }))
}

/** The drivers give a moment with and without its fraction. */
function toSecond(value: unknown): string | null {
  return fromSqlUtc(value)?.toFormat('yyyy-MM-dd HH:mm:ss') ?? null
}

function identity(row: AttributeRow): string {
  const { attribute_id: attribute, string_value: string, number_value: number } = row
  const { date_value: date, person_id: person, unique_scope_id: scope, unique_digest: digest } = row
  return JSON.stringify([attribute, string, number, date, person, scope, digest])
}

export function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && TAKEN.includes(String(error.code))
}

export async function takenValue(
  trx: TransactionClientContract,
  rows: AttributeRow[],
  definitions: readonly AttributeDefinition[]
): Promise<Refusal> {
  for (const { attribute_id: attributeId, unique_scope_id: scope, unique_digest: digest } of rows) {
    if (digest === null) continue
    const same = { attribute_id: attributeId, unique_scope_id: scope, unique_digest: digest }
    // Locking, so that what another transaction has just committed is seen.
    const other = await trx.from('ci_attribute_values').where(same).forShare().first()
    const key = definitions.find(({ id }) => id === attributeId)!.key
    if (other) return new Refusal('cmdb.errors.attribute.taken', {}, attributeField(key))
  }
  return new Refusal('cmdb.errors.attribute.taken', {}, 'attributes')
}
