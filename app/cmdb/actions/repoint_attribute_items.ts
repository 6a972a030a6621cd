import { changeItems } from '#cmdb/actions/write_items'
import { attributeField } from '#cmdb/workflow/field_names'
import type { Actor } from '#core/actor'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Items that name an item by an attribute name the one that is left of two, and history tells so. */
export async function repointAttributeItems(
  trx: TransactionClientContract,
  { actor, from, to }: { actor: Actor; from: number; to: number }
) {
  const rows = await attributesNaming(trx, [from])
  const byItem = Map.groupBy(
    rows.filter(({ itemId }) => itemId !== from),
    ({ itemId }) => itemId
  )
  const changes = [...byItem].map(([itemId, named]) => ({
    itemId,
    writes: Object.fromEntries(named.map(({ key }) => [attributeField(key), to])),
  }))
  await changeItems(trx, changes, { actor })
}

/** Which items name these by which attribute. */
export async function attributesNaming(trx: QueryClientContract, ids: readonly number[]) {
  const rows = await trx
    .from('ci_attribute_values')
    .join('ci_class_attributes', 'ci_class_attributes.id', 'ci_attribute_values.attribute_id')
    .where('ci_class_attributes.type', 'reference')
    .whereIn('ci_attribute_values.number_value', [...ids])
    .select(
      'ci_attribute_values.item_id',
      'ci_attribute_values.number_value',
      'ci_class_attributes.key'
    )
  return rows.map((row) => ({
    ...{ itemId: Number(row.item_id), key: String(row.key) },
    named: Number(row.number_value),
  }))
}
