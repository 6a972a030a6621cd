import type { ImpactList, ImpactListRow } from '~/components/cmdb/impact/types'

/** A row of the tree with its place in the list; depth counts from 1. */
export type TreeRow = {
  place: number
  row: ImpactListRow
  depth: number
  children: number
  position: number
  siblings: number
}

/** Places of the children by the place of their parent, in the order of the list. */
export function childrenByPlace(list: ImpactList): Map<number, number[]> {
  const children = new Map<number, number[]>()
  list.rows.forEach((row, place) => {
    const parent = row[6]
    if (parent === null) return
    const known = children.get(parent)
    if (known) known.push(place)
    else children.set(parent, [place])
  })
  return children
}

/** The rows to show when exactly the given places are expanded, without recursion. */
export function visibleRows(
  list: ImpactList,
  children: Map<number, number[]>,
  expanded: ReadonlySet<number>
): TreeRow[] {
  const rows: TreeRow[] = []
  if (list.rows.length === 0) return rows
  const waiting = [{ place: 0, depth: 1, position: 1, siblings: 1 }]
  while (waiting.length > 0) {
    const { place, depth, position, siblings } = waiting.pop()!
    const own = children.get(place) ?? []
    rows.push({ place, row: list.rows[place]!, depth, children: own.length, position, siblings })
    if (!expanded.has(place)) continue
    for (let at = own.length - 1; at >= 0; at--) {
      waiting.push({ place: own[at]!, depth: depth + 1, position: at + 1, siblings: own.length })
    }
  }
  return rows
}

/** What is open at first: all of a small answer, of a large one only the origin. */
export function firstExpanded(
  list: ImpactList,
  children: Map<number, number[]>,
  limit: number
): Set<number> {
  return new Set(list.rows.length <= limit ? children.keys() : [0])
}
