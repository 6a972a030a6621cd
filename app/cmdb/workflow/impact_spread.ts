import { type ImpactGraph } from '#cmdb/workflow/impact_graph'
import { type ImpactWalk, loseMember, reach } from '#cmdb/workflow/impact_walk'

/** Downstream to the fixed point: a consumer joins in the round its group loses too many. */
export function spreadDown(graph: ImpactGraph, walk: ImpactWalk): void {
  for (let head = 0; head < walk.count; head++) {
    const member = walk.queue[head]!
    const level = walk.nodeLevel[member]! + 1
    const end = graph.memberEdgesOf[member + 1]!
    for (let at = graph.memberEdgesOf[member]!; at < end; at++) {
      const edge = graph.memberEdges[at]!
      const group = graph.edgeGroup[edge]!
      if (loseMember(graph, walk, group)) reach(walk, graph.groupConsumer[group]!, level, edge)
    }
  }
}

/**
 * Breadth first from all that is down. Both runs of the queue, down and degraded, are ordered by
 * level, so the next CI is always the nearer of the two heads.
 */
export function spreadDegraded(graph: ImpactGraph, walk: ImpactWalk): void {
  const downCount = walk.count
  let down = 0
  let degraded = downCount
  while (down < downCount || degraded < walk.count) {
    const downIsNext =
      degraded === walk.count ||
      (down < downCount && levelAt(walk, down) <= levelAt(walk, degraded))
    reachConsumers(graph, walk, walk.queue[downIsNext ? down++ : degraded++]!)
  }
}

function reachConsumers(graph: ImpactGraph, walk: ImpactWalk, member: number): void {
  const level = walk.nodeLevel[member]! + 1
  const end = graph.memberEdgesOf[member + 1]!
  for (let at = graph.memberEdgesOf[member]!; at < end; at++) {
    const edge = graph.memberEdges[at]!
    reach(walk, graph.groupConsumer[graph.edgeGroup[edge]!]!, level, edge)
  }
}

/** Goes one level past the depth, so that the caller can tell a cut from an end. */
export function spreadUpstream(graph: ImpactGraph, walk: ImpactWalk, depth: number): void {
  for (let head = 0; head < walk.count; head++) {
    const consumer = walk.queue[head]!
    const level = walk.nodeLevel[consumer]!
    if (level > depth) return
    const end = graph.edgesOf[graph.groupsOf[consumer + 1]!]!
    for (let edge = graph.edgesOf[graph.groupsOf[consumer]!]!; edge < end; edge++) {
      reach(walk, graph.edgeMember[edge]!, level + 1, edge)
    }
  }
}

function levelAt(walk: ImpactWalk, at: number): number {
  return walk.nodeLevel[walk.queue[at]!]!
}
