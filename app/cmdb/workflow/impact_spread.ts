import { eachMembership, type ImpactGraph } from '#cmdb/workflow/impact_graph'
import { type ImpactWalk, loseMember, reach } from '#cmdb/workflow/impact_walk'

/** Downstream to the fixed point: a consumer joins in the round its group loses too many. */
export function spreadDown(graph: ImpactGraph, walk: ImpactWalk): void {
  for (let head = 0; head < walk.count; head++) {
    const member = walk.queue[head]!
    const level = walk.nodeLevel[member]! + 1
    eachMembership(graph, member, (group, consumer, edge) => {
      if (loseMember(graph, walk, group)) reach(walk, consumer, level, edge)
    })
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
    const member = walk.queue[downIsNext ? down++ : degraded++]!
    const level = walk.nodeLevel[member]! + 1
    eachMembership(graph, member, (_, consumer, edge) => reach(walk, consumer, level, edge))
  }
}

/** Goes one level past the depth, so that the caller can tell a cut from an end. */
export function spreadUpstream(graph: ImpactGraph, walk: ImpactWalk, depth: number): void {
  for (let head = 0; head < walk.count; head++) {
    const consumer = walk.queue[head]!
    const level = walk.nodeLevel[consumer]!
    if (level > depth) return
    const end = graph.groupsTo[consumer]!
    for (let group = graph.groupsFrom[consumer]!; group < end; group++) {
      for (let edge = graph.edgesOf[group]!; edge < graph.edgesOf[group + 1]!; edge++) {
        reach(walk, graph.edgeMember[edge]!, level + 1, edge)
      }
    }
  }
}

function levelAt(walk: ImpactWalk, at: number): number {
  return walk.nodeLevel[walk.queue[at]!]!
}
