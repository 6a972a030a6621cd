import type { Data } from '@generated/data'

export type TreeClass = Data.Cmdb.CiClass.Variants['forTree']
export type TreeRow = { ciClass: TreeClass; depth: number; childCount: number; itemCount: number }
export type TreeGroup = { group: string; rows: TreeRow[] }
type Shown = {
  classes: TreeClass[]
  /** Items by the id of their class. */
  counts: Record<string, number>
  isWanted: (ciClass: TreeClass) => boolean
  isClosed: (ciClass: TreeClass) => boolean
}

/**
 * The tree as rows under the headings of its groups. A class that is wanted brings those above it;
 * below one that is closed there is nothing.
 */
export function treeGroups({ classes, counts, isWanted, isClosed }: Shown): TreeGroup[] {
  const below = Map.groupBy(classes, ({ parentId }) => parentId)
  const childrenOf = ({ id }: TreeClass) => below.get(id) ?? []

  const itemsOf = (each: TreeClass): number =>
    childrenOf(each).reduce((sum, child) => sum + itemsOf(child), counts[each.id] ?? 0)
  const holdsWanted = (each: TreeClass): boolean =>
    isWanted(each) || childrenOf(each).some(holdsWanted)
  const rowsOf = (each: TreeClass, depth: number): TreeRow[] => {
    if (!holdsWanted(each)) return []
    const children = childrenOf(each).filter(holdsWanted)
    const row = { ciClass: each, depth, childCount: children.length, itemCount: itemsOf(each) }
    return [row, ...(isClosed(each) ? [] : children.flatMap((child) => rowsOf(child, depth + 1)))]
  }

  const bases = below.get(null) ?? []
  const base = bases.flatMap((each) => rowsOf(each, 0).slice(0, 1))
  const groups = Map.groupBy(bases.flatMap(childrenOf), ({ group }) => group)
  return [
    { group: 'base', rows: base },
    ...[...groups].map(([group, members]) => ({
      group,
      rows: members.flatMap((each) => rowsOf(each, 0)),
    })),
  ].filter(({ rows }) => rows.length > 0)
}
