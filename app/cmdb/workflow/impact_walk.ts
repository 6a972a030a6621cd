import { type ImpactGraph, noEdge } from '#cmdb/workflow/impact_graph'

/**
 * Scratch for one walk at a time over one snapshot. A place counts as written only when its
 * stamp equals the generation, so a new walk starts at once and costs what it touches.
 */
export interface ImpactWalk {
  generation: number
  nodeStamp: Uint32Array
  nodeLevel: Int32Array
  /** The edge over which the CI was reached, or noEdge. */
  nodeEdge: Int32Array
  groupStamp: Uint32Array
  /** Members the group can still lose before its consumer goes down. */
  groupSlack: Int32Array
  /** CIs in the order they were reached; `count` of them. */
  queue: Int32Array
  count: number
}

const lastGeneration = 0xffffffff
const walks = new WeakMap<ImpactGraph, ImpactWalk>()

/**
 * Starts a walk at the given CIs; it never enters those that `isSpared` tells, except where it
 * starts. The buffers are valid until the next walk over this graph.
 */
export function beginWalk(
  graph: ImpactGraph,
  indexes: Iterable<number>,
  isSpared?: (index: number) => boolean
): ImpactWalk {
  const walk = buffersFor(graph)
  if (walk.generation === lastGeneration) forgetStamps(walk)
  walk.generation++
  walk.count = 0
  for (const index of indexes) reach(walk, index, 0, noEdge)
  if (isSpared) closeDoors(walk, graph.nodeCount, isSpared)
  return walk
}

/** A stamp without a place in the queue: nothing reaches the CI any more. */
function closeDoors(walk: ImpactWalk, nodeCount: number, isSpared: (index: number) => boolean) {
  for (let index = 0; index < nodeCount; index++) {
    if (isSpared(index)) walk.nodeStamp[index] = walk.generation
  }
}

/** Appends the CI to the walk unless it is there already. */
export function reach(walk: ImpactWalk, index: number, level: number, edge: number): void {
  if (walk.nodeStamp[index] === walk.generation) return
  walk.nodeStamp[index] = walk.generation
  walk.nodeLevel[index] = level
  walk.nodeEdge[index] = edge
  walk.queue[walk.count++] = index
}

/** Whether the latest walk over the graph entered the CI. */
export function wasReached(graph: ImpactGraph, index: number): boolean {
  const walk = walks.get(graph)
  return walk !== undefined && walk.nodeStamp[index] === walk.generation
}

/** Takes one member from the group; true when too few are left. */
export function loseMember(graph: ImpactGraph, walk: ImpactWalk, group: number): boolean {
  if (walk.groupStamp[group] !== walk.generation) {
    walk.groupStamp[group] = walk.generation
    const size = graph.edgesOf[group + 1]! - graph.edgesOf[group]!
    walk.groupSlack[group] = size - graph.groupRequired[group]!
  }
  return --walk.groupSlack[group]! < 0
}

function buffersFor(graph: ImpactGraph): ImpactWalk {
  const known = walks.get(graph)
  const hasRoom =
    known &&
    known.nodeStamp.length >= graph.nodeCount &&
    known.groupStamp.length >= graph.groupCount
  return hasRoom ? known : allocate(graph)
}

/** With room for some patches of the graph. */
function allocate(graph: ImpactGraph): ImpactWalk {
  const nodes = graph.ids.length
  const groups = graph.groupConsumer.length
  const walk = {
    generation: 0,
    nodeStamp: new Uint32Array(nodes),
    nodeLevel: new Int32Array(nodes),
    nodeEdge: new Int32Array(nodes),
    groupStamp: new Uint32Array(groups),
    groupSlack: new Int32Array(groups),
    queue: new Int32Array(nodes),
    count: 0,
  }
  walks.set(graph, walk)
  return walk
}

function forgetStamps(walk: ImpactWalk): void {
  walk.generation = 0
  walk.nodeStamp.fill(0)
  walk.groupStamp.fill(0)
}
