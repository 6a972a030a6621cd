import { attributeRows, isTaken, type AttributeRow } from '#cmdb/actions/index_attribute_values'
import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { branchOf } from '#cmdb/workflow/class_tree'
import { isIndexed } from '#cmdb/workflow/indexed_values'
import { insertRows } from '#core/actions/insert_rows'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PORTION = 500

/**
 * Brings the side index of one attribute in step with all items. Values that several items had
 * before they had to be the only one stay as they are: the later items' rows have no digest, which
 * the page of the class shows. Running it again gives the same rows.
 */
export const rebuildAttributeIndex = {
  async handle({ attributeId }: { attributeId: number }) {
    for (let last: number | null = 0; last !== null;) last = await this.portion(attributeId, last)
  },

  /** The last item of a portion, null after the last portion. */
  async portion(attributeId: number, after: number): Promise<number | null> {
    return inTransaction(async (trx) => {
      const classes = await trx
        .from('ci_classes')
        .select('id', 'parent_id as parentId')
        .orderBy('id')
        .forShare()
      const attribute = await CiClassAttribute.find(attributeId, { client: trx })
      if (!attribute) return null
      const items = await ConfigurationItem.query({ client: trx })
        .whereIn('ciClassId', branchOf(classes, attribute.ciClassId))
        .where('id', '>', after)
        .orderBy('id')
        .limit(PORTION)
        .forUpdate()
      await replaceRows(trx, attribute, items)
      const last = items.at(-1)
      if (last && items.length === PORTION) return last.id
      await attribute.merge({ indexState: isIndexed(attribute) ? 'ready' : 'none' }).save()
      return null
    })
  },
}

async function replaceRows(
  trx: TransactionClientContract,
  attribute: CiClassAttribute,
  items: ConfigurationItem[]
) {
  if (items.length === 0) return
  await trx
    .from('ci_attribute_values')
    .where('attribute_id', attribute.id)
    .whereBetween('item_id', [items[0]!.id, items.at(-1)!.id])
    .delete()
  const rows = items.flatMap((item) => attributeRows(item, [attribute.definition]))
  try {
    await trx.transaction((savepoint) => insertRows(savepoint, 'ci_attribute_values', rows))
  } catch (error) {
    if (!isTaken(error)) throw error
    for (const row of rows) await insertOne(trx, row)
  }
}

async function insertOne(trx: TransactionClientContract, row: AttributeRow) {
  try {
    await trx.transaction((savepoint) => insertRows(savepoint, 'ci_attribute_values', [row]))
  } catch (error) {
    if (!isTaken(error)) throw error
    await insertRows(trx, 'ci_attribute_values', [{ ...row, unique_digest: null }])
  }
}
