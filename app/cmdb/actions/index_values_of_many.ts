import {
  attributeRows,
  isTaken,
  takenValue,
  type AttributeRow,
} from '#cmdb/actions/index_attribute_values'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import type { AttributeValues } from '#cmdb/workflow/class_schema'
import { isIndexed } from '#cmdb/workflow/indexed_values'
import { insertRows } from '#core/actions/insert_rows'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type IndexedItem = {
  id: number
  organisationId: number
  attributes: AttributeValues
  /** Those of its class that were written. */
  definitions: readonly AttributeDefinition[]
  isNew: boolean
}

const PER_QUERY = 400

/**
 * Keeps the side index in step with many items, in their own transaction and with few statements.
 * Throws Refusal on the field of an attribute whose value another item has.
 */
export async function indexValuesOfMany(
  trx: TransactionClientContract,
  items: readonly IndexedItem[]
) {
  const rows = items.flatMap((item) => attributeRows(item, item.definitions))
  await forget(
    trx,
    items.filter(({ isNew }) => !isNew)
  )
  if (rows.length === 0) return
  try {
    await insertRows(trx, 'ci_attribute_values', rows)
  } catch (error) {
    if (!isTaken(error)) throw error
    throw await takenValue(trx, rows, [...new Set(items.flatMap((each) => each.definitions))])
  }
}

async function forget(trx: TransactionClientContract, items: readonly IndexedItem[]) {
  const written = new Map(
    items.map(({ id, definitions }) => [
      id,
      new Set(definitions.filter(isIndexed).map((each) => each.id)),
    ])
  )
  const ids = [...written].filter(([, attributes]) => attributes.size > 0).map(([id]) => id)
  const obsolete: number[] = []
  for (const some of portions(ids, PER_QUERY)) {
    const known: (AttributeRow & { id: number })[] = await trx
      .from('ci_attribute_values')
      .whereIn('item_id', some)
      .select('id', 'item_id', 'attribute_id')
    const gone = known.filter((row) => written.get(row.item_id)!.has(row.attribute_id))
    obsolete.push(...gone.map(({ id }) => id))
  }
  for (const some of portions(obsolete, PER_QUERY)) {
    await trx.from('ci_attribute_values').whereIn('id', some).delete()
  }
}
