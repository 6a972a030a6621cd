import { tagsOf } from '#cmdb/workflow/tags'
import { insertRows } from '#core/actions/insert_rows'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Tagged = { id: number; tags: string | null; isNew?: boolean }

const PER_QUERY = 500

/** Makes items found by the tags they have by now, in the transaction that writes the items. */
export async function indexTags(trx: TransactionClientContract, items: readonly Tagged[]) {
  const known = items.flatMap(({ id, isNew }) => (isNew ? [] : [id]))
  for (const some of portions(known, PER_QUERY)) {
    await trx.from('ci_tags').whereIn('item_id', some).delete()
  }
  const rows = items.flatMap(({ id, tags }) => tagsOf(tags).map((tag) => ({ item_id: id, tag })))
  await insertRows(trx, 'ci_tags', rows)
}
