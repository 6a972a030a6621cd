import { type ImpactGraph, noEdge } from '#cmdb/workflow/impact_graph'
import { spreadDegraded, spreadDown, spreadUpstream } from '#cmdb/workflow/impact_spread'
import { type ImpactWalk, beginWalk } from '#cmdb/workflow/impact_walk'

/**
 * How a CI was reached. `viaCiId` is the neighbour one level nearer to the origin, `viaType` the
 * relation type between the two, `viaGroup` the group it belongs to (see describeGroup);
 * all three are null at level 0.
 */
interface Step {
  ciId: number
  level: number
  viaCiId: number | null
  viaType: string | null
  viaGroup: number | null
}

export interface ImpactEntry extends Step {
  state: 'down' | 'degraded'
}

export type DependencyEntry = Step

export interface ImpactOptions {
  /** Levels to report; the failed CIs are level 0. Unlimited by default. */
  maxDepth?: number
  /**
   * CIs that stay up whatever fails, by index of the snapshot: they are not reported and pass nothing
   * on. A failed CI is down even so.
   */
  isSpared?: (index: number) => boolean
}

export interface ImpactResult {
  /** Down first, then degraded, each by level. */
  entries: ImpactEntry[]
  /** Of the whole answer, the levels that were cut off included. */
  downCount: number
  degradedCount: number
  truncated: boolean
}

export interface DependencyResult {
  /** By level; the CI itself is the first, at level 0. */
  entries: DependencyEntry[]
  truncated: boolean
}

/**
 * What goes down and what is degraded when the given CIs fail: the least fixed point, so cycles
 * are safe and a degraded CI counts as up. A CI is down when it failed or a group it needs has
 * fewer members up than required; degraded when it is not down but needs a down or degraded CI.
 *
 * The level of a down CI is the round in which it goes down, of a degraded one it is one more than
 * the lowest level among what troubles it. A depth limit cuts the report, never the computation,
 * so a state is always the true one. A failed CI unknown to the snapshot is reported alone.
 * Linear in what is affected, not in the size of the installation.
 */
export function computeImpact(
  graph: ImpactGraph,
  failedIds: Iterable<number>,
  options: ImpactOptions = {}
): ImpactResult {
  const { known, unknown } = splitKnown(graph, failedIds)
  const walk = beginWalk(graph, known, options.isSpared)
  spreadDown(graph, walk)
  const downCount = walk.count
  spreadDegraded(graph, walk)

  const entries: ImpactEntry[] = unknown.map((id) => ({ ...origin(id), state: 'down' }))
  const maxDepth = options.maxDepth ?? Infinity
  for (let at = 0; at < walk.count; at++) {
    const index = walk.queue[at]!
    if (walk.nodeLevel[index]! > maxDepth) continue
    entries.push(impactEntry(graph, walk, index, at < downCount ? 'down' : 'degraded'))
  }

  return {
    entries,
    downCount: downCount + unknown.length,
    degradedCount: walk.count - downCount,
    truncated: entries.length < walk.count + unknown.length,
  }
}

/** Everything the CIs need, directly or through others, up to `maxDepth` levels, whatever the rules. */
export function dependenciesOf(
  graph: ImpactGraph,
  ciIds: Iterable<number>,
  { maxDepth: depth = Infinity, isSpared }: ImpactOptions = {}
): DependencyResult {
  const { known, unknown } = splitKnown(graph, ciIds)
  const walk = beginWalk(graph, known, isSpared)
  spreadUpstream(graph, walk, depth)
  const entries: DependencyEntry[] = unknown.map(origin)
  for (let at = 0; at < walk.count; at++) {
    const index = walk.queue[at]!
    if (walk.nodeLevel[index]! > depth) break
    entries.push(dependencyEntry(graph, walk, index))
  }
  return { entries, truncated: entries.length < walk.count + unknown.length }
}

/**
 * The steps from an origin (level 0) to the CI, one per level; empty when the CI was not reached.
 * An entry always stands after the one it was reached from, so one pass backwards is enough.
 */
export function pathTo<Entry extends Step>(result: { entries: Entry[] }, ciId: number): Entry[] {
  const path: Entry[] = []
  let wanted: number | null = ciId
  for (let at = result.entries.length - 1; at >= 0 && wanted !== null; at--) {
    const entry = result.entries[at]!
    if (entry.ciId !== wanted) continue
    path.push(entry)
    wanted = entry.viaCiId
  }
  return path.reverse()
}

function splitKnown(graph: ImpactGraph, ids: Iterable<number>) {
  const known: number[] = []
  const unknown: number[] = []
  for (const id of new Set(ids)) {
    const index = graph.indexOf.get(id)
    if (index === undefined) unknown.push(id)
    else known.push(index)
  }
  // Ties between equally short paths must not hang on the order in which the caller named them.
  const byId = (a: number, b: number) => graph.ids[a]! - graph.ids[b]!
  return { known: known.sort(byId), unknown: unknown.sort((a, b) => a - b) }
}

function impactEntry(
  graph: ImpactGraph,
  walk: ImpactWalk,
  index: number,
  state: ImpactEntry['state']
): ImpactEntry {
  const ciId = graph.ids[index]!
  const edge = walk.nodeEdge[index]!
  if (edge === noEdge) return { ...origin(ciId), state }
  return {
    ciId,
    state,
    level: walk.nodeLevel[index]!,
    viaCiId: graph.ids[graph.edgeMember[edge]!]!,
    viaType: graph.typeCodes[graph.edgeType[edge]!]!,
    viaGroup: graph.edgeGroup[edge]!,
  }
}

function dependencyEntry(graph: ImpactGraph, walk: ImpactWalk, index: number): DependencyEntry {
  const ciId = graph.ids[index]!
  const edge = walk.nodeEdge[index]!
  if (edge === noEdge) return origin(ciId)
  const group = graph.edgeGroup[edge]!
  return {
    ciId,
    level: walk.nodeLevel[index]!,
    viaCiId: graph.ids[graph.groupConsumer[group]!]!,
    viaType: graph.typeCodes[graph.edgeType[edge]!]!,
    viaGroup: group,
  }
}

function origin(ciId: number): Step {
  return { ciId, level: 0, viaCiId: null, viaType: null, viaGroup: null }
}
