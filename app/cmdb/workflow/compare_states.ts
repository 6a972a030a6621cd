import { relationOfKey, type ItemState } from '#cmdb/workflow/item_past'
import type { FieldChange, Plain } from '#core/errors'
import { isDeepStrictEqual } from 'node:util'

export const DIFFERENCE_KINDS = ['added', 'removed', 'changed'] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

/** How one item differs; of an item that is new or gone that alone is told. */
export type ItemDifference = {
  itemId: number
  kind: DifferenceKind
  /** Fields, and `relation` with an end before or after. */
  changes: FieldChange[]
}

/**
 * How an item changed between two copies (CFG-08), null when it did not. A relation between two
 * items that `isKept` on both sides is told once, by its source.
 */
export function compareItem(
  itemId: number,
  before: ItemState,
  after: ItemState,
  isKept: (itemId: number) => boolean
): ItemDifference | null {
  const isOwn = (key: string) => {
    const { direction, itemId: other } = relationOfKey(key)
    return direction === 'forward' || !isKept(other)
  }
  const gone = [...before.relations].filter((key) => !after.relations.has(key) && isOwn(key))
  const come = [...after.relations].filter((key) => !before.relations.has(key) && isOwn(key))
  const changes = [
    ...compareValues(before.values, after.values),
    ...gone.sort().map((key) => ({ field: 'relation', before: plainEnd(key), after: null })),
    ...come.sort().map((key) => ({ field: 'relation', before: null, after: plainEnd(key) })),
  ]
  return changes.length === 0 ? null : { itemId, kind: 'changed', changes }
}

function compareValues(before: ItemState['values'], after: ItemState['values']): FieldChange[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...fields]
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after))
}

function plainEnd(key: string): Plain {
  return relationOfKey(key) as unknown as Plain
}
