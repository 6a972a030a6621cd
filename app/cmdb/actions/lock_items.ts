import { ITEM_COLUMNS, type ItemColumn } from '#cmdb/models/item_columns'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { parseJson } from '#core/columns'
import type { Plain } from '#core/errors'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** The row of an item as the database holds it, with its attributes read. */
export type LockedItem = Record<string, unknown> & { id: number; version: number }

const PER_QUERY = 500

/** Items as they are now and stay until the transaction ends, by id; in order, so that two wait in turn. */
export async function lockItems(
  trx: TransactionClientContract,
  ids: readonly number[]
): Promise<Map<number, LockedItem>> {
  const found = new Map<number, LockedItem>()
  const inOrder = ids.toSorted((a, b) => a - b)
  for (const some of portions(inOrder, PER_QUERY)) {
    const rows: LockedItem[] = await trx
      .from('configuration_items')
      .whereIn('id', some)
      .orderBy('id')
      .forUpdate()
    for (const row of rows) {
      found.set(row.id, { ...row, attributes: parseJson(row.attributes) ?? {} })
    }
  }
  return found
}

/** The value of a locked row as writes name it. */
export function valueOf(raw: Record<string, unknown>, field: string): Plain {
  const key = attributeKeyOf(field)
  if (key !== null) return (raw.attributes as Record<string, Plain>)[key] ?? null
  return (raw[ITEM_COLUMNS[field as ItemColumn]] ?? null) as Plain
}
