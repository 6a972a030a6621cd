import type { ImpactGraph } from '#cmdb/workflow/impact_graph'

/** Graph indexes next to an item, ascending, limited to a set; `types` runs along `members`. */
export type NeighbourLists = { members: number[]; types: string[]; consumers: number[] }
export type Neighbours = (index: number) => NeighbourLists

/** Who needs whom within the given items. */
export function neighboursIn(graph: ImpactGraph, items: { index: number }[]): Neighbours {
  const lists = new Map<number, NeighbourLists>()
  for (const { index } of items) lists.set(index, { members: [], types: [], consumers: [] })
  for (const [consumer, list] of lists) {
    const seen = new Set<number>()
    if (graph.groupsFrom[consumer] === graph.groupsTo[consumer]) continue
    const end = graph.edgesOf[graph.groupsTo[consumer]!]!
    for (let edge = graph.edgesOf[graph.groupsFrom[consumer]!]!; edge < end; edge++) {
      const member = graph.edgeMember[edge]!
      const memberLists = lists.get(member)
      if (!memberLists || seen.has(member)) continue
      seen.add(member)
      list.members.push(member)
      list.types.push(graph.typeCodes[graph.edgeType[edge]!]!)
      memberLists.consumers.push(consumer)
    }
  }
  for (const list of lists.values()) list.consumers.sort((a, b) => a - b)
  return (index) => lists.get(index)!
}
