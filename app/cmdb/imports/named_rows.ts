import { complain, type ItemDraft } from '#cmdb/imports/item_draft'

/** An attribute that names another row of the file, which may be an item that is yet to be added. */
export type NamedRow = { field: string; target: ItemDraft }

/**
 * Once items are told apart: attributes that name rows of known items hold those items; others wait
 * for what the row becomes, and hold until then a value nothing else has.
 */
export function settleNamedRows(drafts: readonly ItemDraft[]) {
  for (const draft of drafts) {
    for (const { field, target } of draft.named) {
      draft.values[field] = target.item?.id ?? -target.row
      draft.shown[field] = target.item?.name ?? String(target.values.name)
      draft.texts.delete(field)
      if (target === draft || (target.item && target.item === draft.item)) {
        complain(draft, field, 'self_relation')
      }
    }
    if (draft.named.length > 0) draft.named = draft.named.filter(({ target }) => !target.item)
  }
}

/**
 * Rows so ordered that what an attribute names is added before. Of items that name each other in a
 * circle none could be the first: they are complained about.
 */
export function inNamingOrder(drafts: readonly ItemDraft[]): ItemDraft[] {
  const waiting = new Map<ItemDraft, number>()
  const waitingFor = new Map<ItemDraft, ItemDraft[]>()
  for (const draft of drafts) {
    if (draft.named.length > 0) waiting.set(draft, draft.named.length)
    for (const { target } of draft.named) {
      waitingFor.set(target, [...(waitingFor.get(target) ?? []), draft])
    }
  }
  const ordered = drafts.filter((draft) => !waiting.has(draft))
  // What becomes ready is appended, and looked at in its turn.
  for (const draft of ordered) {
    for (const next of waitingFor.get(draft) ?? []) {
      const left = waiting.get(next)! - 1
      waiting.set(next, left)
      if (left === 0) {
        ordered.push(next)
        waiting.delete(next)
      }
    }
  }
  for (const draft of waiting.keys()) {
    for (const { field, target } of draft.named) {
      if (waiting.has(target)) complain(draft, field, 'reference_circle')
    }
  }
  return [...ordered, ...waiting.keys()]
}

/** Rows cut so that none names one of its own group: each group can be added at once. */
export function* waves(drafts: readonly ItemDraft[]): Generator<ItemDraft[]> {
  let wave = new Set<ItemDraft>()
  for (const draft of drafts) {
    if (draft.named.some(({ target }) => wave.has(target))) {
      yield [...wave]
      wave = new Set()
    }
    wave.add(draft)
  }
  if (wave.size > 0) yield [...wave]
}
