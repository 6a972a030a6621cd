import { describeGroup, type ImpactGraph } from '#cmdb/workflow/impact_graph'

/** How a redundancy group stands: `up` of `size` members work, the consumer needs `required`. */
export type GroupFacts = {
  key: string | null
  required: number
  size: number
  up: number
  /** Indexes of the members that are down, and of all. */
  lost: number[]
  members: number[]
}

/** How the group stands when the given CIs (by index) are down. */
export function groupFacts(
  graph: ImpactGraph,
  group: number,
  isDown: (index: number) => boolean
): GroupFacts {
  const { key, required, size } = describeGroup(graph, group)
  const members = [...graph.edgeMember.subarray(graph.edgesOf[group]!, graph.edgesOf[group + 1]!)]
  const lost = members.filter(isDown)
  return { key, required, size, up: size - lost.length, lost, members }
}

/** The groups of a CI, each as it stands; those that took it down first, then the weakened ones. */
export function groupsOf(
  graph: ImpactGraph,
  index: number,
  isDown: (index: number) => boolean
): GroupFacts[] {
  const groups: GroupFacts[] = []
  for (let group = graph.groupsFrom[index]!; group < graph.groupsTo[index]!; group++) {
    groups.push(groupFacts(graph, group, isDown))
  }
  return groups.sort((a, b) => a.up - a.required - (b.up - b.required))
}
