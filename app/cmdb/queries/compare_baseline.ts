import type Baseline from '#cmdb/models/baseline'
import BaselineItem from '#cmdb/models/baseline_item'
import { scopeIds, visibleIds } from '#cmdb/queries/baseline_scope'
import { itemStates } from '#cmdb/queries/item_states'
import { copyHash, copyOf, stateOf } from '#cmdb/workflow/baseline_content'
import { compareItem, type ItemDifference } from '#cmdb/workflow/compare_states'
import type { ItemState } from '#cmdb/workflow/item_past'
import { portions } from '#core/portions'
import type { Principal } from '#directory/queries/principal'

/** An item of a comparison, named as it was called last. */
export type ComparedItem = { number: string; name: string; classCode: string }
export type Difference = ItemDifference & ComparedItem
export type Comparison = {
  /** By name. */
  differences: Difference[]
  itemsBefore: number
  itemsAfter: number
}

type Side = {
  items: Map<number, ComparedItem & { hash: string }>
  /** What the items are; asked for those alone that differ. */
  states: (ids: number[]) => Promise<Map<number, ItemState>>
}

const PER_READ = 500

/**
 * What became of a baseline's items: in another baseline, or by now when there is none (CFG-08).
 * Of both sides the reader gets the items they see; equal hashes are not looked into.
 */
export async function compareBaseline(
  before: Baseline,
  after: Baseline | null,
  principal: Principal
): Promise<Comparison> {
  const was = await takenSide(before, principal)
  const is = after ? await takenSide(after, principal) : await presentSide(before, was, principal)
  const ids = [...new Set([...was.items.keys(), ...is.items.keys()])]
  const isKept = (id: number) => was.items.has(id) && is.items.has(id)
  const different = ids.filter((id) => isKept(id) && !isSame(was, is, id))
  const [older, newer] = [await was.states(different), await is.states(different)]
  const changed = different.flatMap(
    (id) => compareItem(id, older.get(id)!, newer.get(id)!, isKept) ?? []
  )
  const moved = ids
    .filter((id) => !isKept(id))
    .map((itemId): ItemDifference => ({
      itemId,
      kind: was.items.has(itemId) ? 'removed' : 'added',
      changes: [],
    }))
  const differences = [...moved, ...changed].map((each) => {
    const { number, name, classCode } = (is.items.get(each.itemId) ?? was.items.get(each.itemId))!
    return { ...each, number, name, classCode }
  })
  return {
    differences: differences.sort((left, right) => left.name.localeCompare(right.name)),
    itemsBefore: was.items.size,
    itemsAfter: is.items.size,
  }
}

function isSame(was: Side, is: Side, id: number): boolean {
  return was.items.get(id)!.hash === is.items.get(id)!.hash
}

async function takenSide(baseline: Baseline, principal: Principal): Promise<Side> {
  const taken = () => BaselineItem.visibleTo(principal).where('baselineId', baseline.id)
  const rows = await taken()
    .select('item_id', 'number', 'name', 'class_code', 'content_hash')
    .pojo<Record<string, string>>()
  const items = rows.map((row) => {
    const { number, name, class_code: classCode, content_hash: hash } = row
    return [Number(row.item_id), { number, name, classCode, hash }] as const
  })
  return {
    items: new Map(items as [number, ComparedItem & { hash: string }][]),
    async states(ids) {
      const found = new Map<number, ItemState>()
      for (const portion of portions(ids, PER_READ)) {
        const some = await taken()
          .whereIn('itemId', portion)
          .select('item_id', 'content')
          .pojo<{ item_id: number; content: string }>()
        for (const { item_id: id, content } of some) found.set(Number(id), stateOf(content))
      }
      return found
    },
  }
}

/** The items of the baseline that are still there, and what its scope means by now. */
async function presentSide({ scope }: Baseline, was: Side, principal: Principal): Promise<Side> {
  const kept = await visibleIds([...was.items.keys()], principal)
  const ids = [...new Set([...kept, ...(await scopeIds(scope, principal))])]
  const items: Side['items'] = new Map()
  const states = new Map<number, ItemState>()
  for await (const some of itemStates(ids)) {
    for (const item of some) {
      const { number, name, classCode, content, ...ends } = copyOf(item)
      const hash = copyHash({ ...ends, number, name, classCode, content })
      items.set(item.itemId, { number, name, classCode, hash })
      // As it was copied, so that both sides leave out the same.
      if (was.items.has(item.itemId) && was.items.get(item.itemId)!.hash !== hash) {
        states.set(item.itemId, stateOf(content))
      }
    }
  }
  return { items, states: async () => states }
}
