import type { ImpactGraph } from '#cmdb/workflow/impact_graph'

/** Graph indexes next to an item, ascending, limited to a set; `types` runs along `members`. */
export type NeighbourLists = { members: number[]; types: string[]; consumers: number[] }
export type Neighbours = (index: number) => NeighbourLists

/** Who needs whom within the given items, relations of hidden types left out. */
export function neighboursIn(
  graph: ImpactGraph,
  items: { index: number }[],
  hiddenTypes: ReadonlySet<string> = new Set()
): Neighbours {
  const lists = new Map<number, NeighbourLists>()
  for (const { index } of items) lists.set(index, { members: [], types: [], consumers: [] })
  for (const [consumer, list] of lists) {
    const seen = new Set<number>()
    if (graph.groupsFrom[consumer] === graph.groupsTo[consumer]) continue
    const end = graph.edgesOf[graph.groupsTo[consumer]!]!
    for (let edge = graph.edgesOf[graph.groupsFrom[consumer]!]!; edge < end; edge++) {
      const member = graph.edgeMember[edge]!
      const memberLists = lists.get(member)
      const type = graph.typeCodes[graph.edgeType[edge]!]!
      if (!memberLists || seen.has(member) || hiddenTypes.has(type)) continue
      seen.add(member)
      list.members.push(member)
      list.types.push(type)
      memberLists.consumers.push(consumer)
    }
  }
  for (const list of lists.values()) list.consumers.sort((a, b) => a - b)
  return (index) => lists.get(index)!
}
