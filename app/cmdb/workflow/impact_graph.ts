import { identityOrder, offsetsByKey, stableOrder } from '#cmdb/workflow/compressed_rows'
import { withRoom } from '#cmdb/workflow/growing_column'
import {
  addEdge,
  beginEdges,
  type ImpactEdges,
  type ImpactRelationRow,
  type ImpactRelationType,
} from '#cmdb/workflow/impact_edges'
import { formGroups } from '#cmdb/workflow/impact_groups'
import { closeStandbys, type Need, NO_STANDBYS, type Standbys } from '#cmdb/workflow/standbys'

export interface ImpactGraphInput {
  nodes: Iterable<{ id: number }>
  relations: Iterable<ImpactRelationRow>
  types: Iterable<ImpactRelationType>
  /** Which CI takes over from which, by id. */
  standbys?: Iterable<readonly [source: number, target: number]>
}

/**
 * Who needs whom in the whole installation. CIs, groups and edges are numbered from 0; columns may be
 * longer than their count. Groups of one consumer touch, and so do edges of one group: the range of
 * group `g` is edgesOf[g] up to, not including, edgesOf[g + 1].
 *
 * The graph is built once and then patched: new groups of a consumer go to the end, the ones they
 * replace lose their consumer (noConsumer) and are skipped by every walk.
 */
export interface ImpactGraph {
  nodeCount: number
  groupCount: number
  edgeCount: number
  /** CI id by index. */
  ids: Float64Array
  readonly indexOf: Map<number, number>
  readonly typeCodes: readonly string[]
  /** Range per CI: the groups it consumes. */
  groupsFrom: Int32Array
  groupsTo: Int32Array
  groupConsumer: Int32Array
  groupRequired: Int32Array
  readonly groupKeys: (string | null)[]
  edgesOf: Int32Array
  edgeGroup: Int32Array
  edgeMember: Int32Array
  edgeType: Uint16Array
  /** Of the edges known when the graph was built: range per CI into `memberEdges`. */
  readonly builtNodes: number
  readonly builtEdges: number
  readonly memberEdgesOf: Int32Array
  readonly memberEdges: Int32Array
  /** Of later edges: the latest per CI, and per edge (minus builtEdges) the one before; −1 ends. */
  lateEdge: Int32Array
  lateBefore: Int32Array
}

export const noConsumer = -1
export const noEdge = -1

export interface ImpactGroup {
  consumerId: number
  key: string | null
  required: number
  size: number
}

/**
 * Builds the adjacency snapshot in time linear in CIs and relations (domain rules 4.3, 4.4).
 * Relations of one consumer with the same group key form one group, whatever their types,
 * under the rule of the lowest relation id that states one; relations without a key form one
 * group per type under that type's default. The same member twice in a group counts once.
 */
export function buildImpactGraph({ nodes, relations, types, standbys }: ImpactGraphInput) {
  const ids = Array.from(nodes, (node) => node.id).sort((a, b) => a - b)
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const edges = beginEdges([...types])
  const known = (id: number) => indexOf.get(id)
  for (const row of relations) addEdge(edges, row, known)
  return graphOf(ids, indexOf, edges, standbysByIndex(standbys ?? [], known))
}

/** Standbys between CIs that `indexOf` knows, by index. */
export function standbysByIndex(
  pairs: Iterable<readonly [source: number, target: number]>,
  indexOf: (id: number) => number | undefined
): Standbys {
  const known: [number, number][] = []
  for (const [source, target] of pairs) {
    const [from, to] = [indexOf(source), indexOf(target)]
    if (from !== undefined && to !== undefined) known.push([from, to])
  }
  return closeStandbys(known)
}

/** The same from parts that were collected already. */
export function graphOf(
  ids: readonly number[],
  indexOf: Map<number, number>,
  edges: ImpactEdges,
  standbys: Standbys = NO_STANDBYS
): ImpactGraph {
  const draft = emptyGraph(ids, indexOf, edges)
  formGroups(edges, ids.length, standbys, (consumer, key, need) => {
    appendGroup(draft, consumer, key, need)
  })
  const { edgeCount, groupCount, nodeCount } = draft
  const member = draft.edgeMember.slice(0, edgeCount)
  return {
    ...draft,
    groupConsumer: draft.groupConsumer.slice(0, groupCount),
    groupRequired: draft.groupRequired.slice(0, groupCount),
    edgesOf: draft.edgesOf.slice(0, groupCount + 1),
    edgeGroup: draft.edgeGroup.slice(0, edgeCount),
    edgeMember: member,
    edgeType: draft.edgeType.slice(0, edgeCount),
    builtNodes: nodeCount,
    builtEdges: edgeCount,
    memberEdgesOf: offsetsByKey(member, nodeCount),
    memberEdges: stableOrder(identityOrder(edgeCount), member, nodeCount),
    lateEdge: new Int32Array(nodeCount).fill(noEdge),
    lateBefore: new Int32Array(0),
  }
}

/** Puts a group behind the others; those of one consumer must follow each other. */
export function appendGroup(graph: ImpactGraph, consumer: number, key: string | null, need: Need) {
  const group = graph.groupCount++
  graph.groupConsumer = withRoom(graph.groupConsumer, group + 1)
  graph.groupRequired = withRoom(graph.groupRequired, group + 1)
  graph.edgesOf = withRoom(graph.edgesOf, group + 2)
  graph.groupConsumer[group] = consumer
  graph.groupRequired[group] = need.required
  graph.groupKeys.push(key)
  if (graph.groupsFrom[consumer] === graph.groupsTo[consumer]) graph.groupsFrom[consumer] = group
  graph.groupsTo[consumer] = group + 1
  need.members.forEach((member, at) => appendEdge(graph, group, member, need.types[at]!))
  graph.edgesOf[group + 1] = graph.edgeCount
}

function appendEdge(graph: ImpactGraph, group: number, member: number, type: number) {
  const edge = graph.edgeCount++
  graph.edgeGroup = withRoom(graph.edgeGroup, edge + 1)
  graph.edgeMember = withRoom(graph.edgeMember, edge + 1)
  graph.edgeType = withRoom(graph.edgeType, edge + 1)
  graph.edgeGroup[edge] = group
  graph.edgeMember[edge] = member
  graph.edgeType[edge] = type
}

function emptyGraph(
  ids: readonly number[],
  indexOf: Map<number, number>,
  { count, types }: ImpactEdges
): ImpactGraph {
  return {
    ...{ nodeCount: ids.length, groupCount: 0, edgeCount: 0 },
    ...{ ids: new Float64Array(ids), indexOf, typeCodes: types.map(({ code }) => code) },
    groupsFrom: new Int32Array(ids.length),
    groupsTo: new Int32Array(ids.length),
    groupConsumer: new Int32Array(count),
    groupRequired: new Int32Array(count),
    groupKeys: [],
    edgesOf: new Int32Array(count + 1),
    edgeGroup: new Int32Array(count),
    edgeMember: new Int32Array(count),
    edgeType: new Uint16Array(count),
    ...{ builtNodes: 0, builtEdges: 0 },
    ...{ memberEdgesOf: new Int32Array(1), memberEdges: new Int32Array(0) },
    ...{ lateEdge: new Int32Array(0), lateBefore: new Int32Array(0) },
  }
}

/** What a group number of an impact entry stands for in this same snapshot. */
export function describeGroup(graph: ImpactGraph, group: number): ImpactGroup {
  return {
    consumerId: graph.ids[graph.groupConsumer[group]!]!,
    key: graph.groupKeys[group] ?? null,
    required: graph.groupRequired[group]!,
    size: graph.edgesOf[group + 1]! - graph.edgesOf[group]!,
  }
}

/** Calls for each group that the CI is a member of, with the edge that makes it one. */
export function eachMembership(
  graph: ImpactGraph,
  member: number,
  visit: (group: number, consumer: number, edge: number) => void
): void {
  if (member < graph.builtNodes) {
    const end = graph.memberEdgesOf[member + 1]!
    for (let at = graph.memberEdgesOf[member]!; at < end; at++) {
      visitEdge(graph, graph.memberEdges[at]!, visit)
    }
  }
  const { builtEdges, lateBefore } = graph
  for (let edge = graph.lateEdge[member]!; edge !== noEdge; edge = lateBefore[edge - builtEdges]!) {
    visitEdge(graph, edge, visit)
  }
}

function visitEdge(
  graph: ImpactGraph,
  edge: number,
  visit: (group: number, consumer: number, edge: number) => void
) {
  const group = graph.edgeGroup[edge]!
  const consumer = graph.groupConsumer[group]!
  if (consumer !== noConsumer) visit(group, consumer, edge)
}
