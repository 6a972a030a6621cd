import { withRoom } from '#cmdb/workflow/growing_column'
import type { ImpactEdges } from '#cmdb/workflow/impact_edges'
import { appendGroup, type ImpactGraph, noConsumer, noEdge } from '#cmdb/workflow/impact_graph'
import { formGroups } from '#cmdb/workflow/impact_groups'
import type { Standbys } from '#cmdb/workflow/standbys'

/** Adds a CI without relations and gives its index. */
export function addNode(graph: ImpactGraph, id: number): number {
  const index = graph.nodeCount++
  graph.ids = withRoom(graph.ids, index + 1)
  graph.groupsFrom = withRoom(graph.groupsFrom, index + 1)
  graph.groupsTo = withRoom(graph.groupsTo, index + 1)
  graph.lateEdge = withRoom(graph.lateEdge, index + 1)
  graph.ids[index] = id
  graph.groupsFrom[index] = 0
  graph.groupsTo[index] = 0
  graph.lateEdge[index] = noEdge
  graph.indexOf.set(id, index)
  return index
}

/**
 * Replaces what the given CIs need by the groups that the edges form; edges of other consumers must
 * not be among them. In time linear in the edges and, for sorting, in the CIs.
 */
export function replaceNeeds(
  graph: ImpactGraph,
  consumers: Iterable<number>,
  edges: ImpactEdges,
  standbys: Standbys
): void {
  for (const consumer of consumers) dropNeeds(graph, consumer)
  const before = graph.edgeCount
  formGroups(edges, graph.nodeCount, standbys, (consumer, key, need) => {
    appendGroup(graph, consumer, key, need)
  })
  graph.lateBefore = withRoom(graph.lateBefore, graph.edgeCount - graph.builtEdges)
  for (let edge = before; edge < graph.edgeCount; edge++) {
    const member = graph.edgeMember[edge]!
    graph.lateBefore[edge - graph.builtEdges] = graph.lateEdge[member]!
    graph.lateEdge[member] = edge
  }
}

function dropNeeds(graph: ImpactGraph, consumer: number) {
  for (let group = graph.groupsFrom[consumer]!; group < graph.groupsTo[consumer]!; group++) {
    graph.groupConsumer[group] = noConsumer
  }
  graph.groupsFrom[consumer] = 0
  graph.groupsTo[consumer] = 0
}

const LEAST_LATE_EDGES = 20_000

/** Whether so much was patched that a new graph is the better one. */
export function isWornOut({ edgeCount, builtEdges, nodeCount, builtNodes }: ImpactGraph): boolean {
  const late = edgeCount - builtEdges + (nodeCount - builtNodes)
  return late > Math.max(LEAST_LATE_EDGES, builtEdges / 4)
}
