import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'

export type TreeNode = { id: number; depth: number }

/**
 * Visible organisations in the order of their tree, brothers by name. Depth counts only visible
 * ancestors, so the top of a limited view stands at the margin.
 */
export async function organisationTree(principal: Principal): Promise<TreeNode[]> {
  const organisations = await Organisation.visibleTo(principal).select('id', 'name', 'path')
  const names = new Map(organisations.map(({ id, name }) => [id, name]))
  const collator = new Intl.Collator(principal.locale, { numeric: true })
  return organisations
    .map(({ id, lineage }) => ({ id, trail: lineage.filter((each) => names.has(each)).reverse() }))
    .sort((a, b) => compareTrails(a.trail, b.trail, names, collator))
    .map(({ id, trail }) => ({ id, depth: trail.length - 1 }))
}

function compareTrails(
  a: readonly number[],
  b: readonly number[],
  names: ReadonlyMap<number, string>,
  collator: Intl.Collator
): number {
  const fork = a.findIndex((id, index) => id !== b[index])
  if (fork === -1) return a.length - b.length
  const [left, right] = [a[fork]!, b[fork]]
  if (right === undefined) return 1
  return collator.compare(names.get(left)!, names.get(right)!) || left - right
}
