import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'

/** What is shown when some items are followed one level further than the rest. */
export type Expansion = {
  reached: ReachedItem[]
  /** How many items each shown one hides behind it, by graph index. */
  more: Map<number, number>
}

/**
 * Takes from `beyond` what hangs directly on the items to expand; the order of both is kept. Items
 * behind one the reader may not see stay hidden: they would tell how a foreign network is built.
 */
export function expandItems(
  reached: readonly ReachedItem[],
  beyond: readonly ReachedItem[],
  isExpanded: (index: number) => boolean
): Expansion {
  const shown = [...reached]
  const places = new Map(reached.map((item) => [item.index, item.isVisible]))
  const more = new Map<number, number>()
  for (const item of beyond) {
    if (item.via === null || !places.get(item.via)) continue
    if (isExpanded(item.via)) {
      shown.push(item)
      places.set(item.index, item.isVisible)
    } else {
      more.set(item.via, (more.get(item.via) ?? 0) + 1)
    }
  }
  return { reached: shown, more }
}
