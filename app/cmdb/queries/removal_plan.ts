import { attributesNaming } from '#cmdb/actions/repoint_attribute_items'
import type { CiStatus } from '#cmdb/models/ci_types'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { itemDependants } from '#cmdb/queries/item_dependants'
import { itemReferences } from '#cmdb/queries/item_references'
import { GONE } from '#cmdb/queries/items_in_use_of'
import { clock } from '#core/clock'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** So many rows of something; `key` is of the catalogue and takes `n`. */
export type Counted = { key: string; n: number }
export type RemovalPlan = {
  /** What has to end first; the item is deleted only when nothing is here. */
  holds: Counted[]
  /** What goes with the item. Its history does not. */
  goes: Counted[]
}

/** Own rows nobody would miss by themselves: they are the item's values in another form. */
export const VALUES: ReadonlySet<string> = new Set([
  ...['ci_attribute_values', 'ci_provenances', 'ci_relations', 'ci_tags', 'bulk_edit_items'],
])

/** What deleting an item would take along, and what keeps it from being deleted (CFG-04). */
export async function removalPlan(
  item: Pick<ConfigurationItem, 'id' | 'status'>,
  client: QueryClientContract
): Promise<RemovalPlan> {
  const holds: Counted[] = []
  const goes: Counted[] = []
  const relations = await relationsOf(client, item.id)
  const services = (await itemDependants([item.id], client)).get(item.id)?.services ?? []
  const naming = await attributesNaming(client, [item.id])
  const named = new Set(naming.map(({ itemId }) => itemId).filter((id) => id !== item.id))
  const hold = (what: string, n: number) => n > 0 && holds.push({ key: `ci_removal.${what}`, n })
  if (!GONE.includes(item.status as CiStatus)) hold('not_at_rest', 1)
  hold('relations', relations.inForce)
  hold('services', services.length)
  hold('attributes', named.size)
  if (relations.ended > 0) goes.push({ key: 'ci_removal.ended_relations', n: relations.ended })
  for (const { table, columns, isOwn } of itemReferences()) {
    if (VALUES.has(table)) continue
    const n = await countRows(client, { table, columns, itemId: item.id })
    if (n > 0) (isOwn ? goes : holds).push({ key: `ci_removal.table.${table}`, n })
  }
  return { holds, goes }
}

async function relationsOf(client: QueryClientContract, itemId: number) {
  const today = clock.today('utc')
  const rows: { valid_to: string | null }[] = await client
    .from('ci_relations')
    .where((query) => void query.where('source_id', itemId).orWhere('target_id', itemId))
    .select('valid_to')
  const ended = rows.filter(({ valid_to: until }) => until !== null && until < today).length
  return { ended, inForce: rows.length - ended }
}

type Asked = { table: string; columns: readonly string[]; itemId: number }

async function countRows(client: QueryClientContract, { table, columns, itemId }: Asked) {
  const row = await client
    .from(table)
    .where((query) => {
      for (const column of columns) void query.orWhere(column, itemId)
    })
    .count('* as total')
    .first()
  return Number(row.total)
}
