import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import type { Neighbours } from '#cmdb/workflow/impact_neighbours'

export const MAX_DRAWN_NODES = 150
const FULL_DETAIL_NODES = 60

/** Items with the same key become one node; null stays alone. */
export type KeyOf = (item: ReachedItem, neighbours: Neighbours) => string | null
export type Grouping = { keyOf: KeyOf; limit: number }

/** From full detail to the coarsest grouping; the first that fits is drawn. */
export const AUTOMATIC: readonly Grouping[] = [
  { keyOf: () => null, limit: FULL_DETAIL_NODES },
  { keyOf: equalSiblings, limit: MAX_DRAWN_NODES },
  { keyOf: leavesOfOneNeighbour, limit: MAX_DRAWN_NODES },
  { keyOf: sameLevel, limit: MAX_DRAWN_NODES },
]

export const BY_CLASS: readonly Grouping[] = [{ keyOf: ofOneClass, limit: MAX_DRAWN_NODES }]

/** By what `nameOf` says, services apart; where it says nothing or too much remains, as usual. */
export function groupingsBy(nameOf: (item: ReachedItem) => number | null): readonly Grouping[] {
  const keyOf: KeyOf = (item) => {
    const name = item.isService ? null : nameOf(item)
    return name === null ? null : ['by', name, item.side, item.state].join(' ')
  }
  return [null, equalSiblings, sameLevel].map((rest) => ({
    keyOf: (item, neighbours) => keyOf(item, neighbours) ?? rest?.(item, neighbours) ?? null,
    limit: MAX_DRAWN_NODES,
  }))
}

/** The service each item leads to on its way from the origin, the nearest first; by graph index. */
export function serviceWays(reached: readonly ReachedItem[]): Map<number, number> {
  const itemAt = new Map(reached.map((item) => [item.index, item]))
  const leadsTo = new Map<number, number>()
  for (const service of reached) {
    if (!service.isService || service.level === 0) continue
    for (let via = service.via; via !== null && !leadsTo.has(via);) {
      leadsTo.set(via, service.index)
      via = itemAt.get(via)?.via ?? null
    }
  }
  return leadsTo
}

function ofOneClass({ side, classIndex, state }: ReachedItem): string {
  return [side, classIndex, state].join(' ')
}

function equalSiblings(item: ReachedItem, neighbours: Neighbours): string | null {
  const { members, consumers } = neighbours(item.index)
  const [near, far] = item.side === 'impacts' ? [members, consumers] : [consumers, members]
  if (item.isService || far.length > 0) return null
  return [item.side, item.classIndex, item.state, ...near].join(' ')
}

function leavesOfOneNeighbour(item: ReachedItem, neighbours: Neighbours): string | null {
  const { members, consumers } = neighbours(item.index)
  const far = item.side === 'impacts' ? consumers : members
  if (far.length > 0) return null
  return [item.side, item.classIndex, item.state, item.level, 'via', item.via].join(' ')
}

function sameLevel(item: ReachedItem): string {
  return [item.side, item.classIndex, item.state, item.level].join(' ')
}
