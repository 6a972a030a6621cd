import { chainOf } from '#cmdb/workflow/class_tree'

type Node = { id: number; parentId: number | null }

/** The deepest class that all the given ones are, or are below; null when they share none. */
export function commonClass<Class extends Node>(
  classes: readonly Class[],
  ids: readonly number[]
): Class | null {
  const [first, ...others] = ids.map((id) => chainOf(classes, id))
  return (
    first?.find(({ id }) => others.every((chain) => chain.some((each) => each.id === id))) ?? null
  )
}
