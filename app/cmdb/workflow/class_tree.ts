type Node = { id: number; parentId: number | null }

/** The class and those above it, the class first. A ring, which no act can make, ends the way. */
export function chainOf<Class extends Node>(classes: readonly Class[], id: number): Class[] {
  const byId = new Map(classes.map((each) => [each.id, each]))
  const chain = new Set<Class>()
  for (let at = byId.get(id); at && !chain.has(at); at = byId.get(at.parentId ?? 0)) chain.add(at)
  return [...chain]
}

/** Ids of the class and of all below it. */
export function branchOf(classes: readonly Node[], id: number): number[] {
  const below = Map.groupBy(classes, ({ parentId }) => parentId)
  const branch = new Set([id])
  for (const each of branch) for (const child of below.get(each) ?? []) branch.add(child.id)
  return [...branch]
}
