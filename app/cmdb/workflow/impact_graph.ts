import { identityOrder, offsetsByKey, stableOrder } from '#cmdb/workflow/compressed_rows'
import {
  type ImpactRelationRow,
  type ImpactRelationType,
  readImpactEdges,
} from '#cmdb/workflow/impact_edges'
import { formGroups } from '#cmdb/workflow/impact_groups'

export interface ImpactGraphInput {
  nodes: Iterable<{ id: number }>
  relations: Iterable<ImpactRelationRow>
  types: Iterable<ImpactRelationType>
}

/**
 * Who needs whom in the whole installation. CIs, groups and edges are numbered from 0;
 * a range array of n + 1 places gives the run of thing `i` as [i] up to, not including, [i + 1].
 * Edges are ordered by consumer, group, member, so both runs of groups and of members touch.
 */
export interface ImpactGraph {
  /** CI id by index, ascending. */
  readonly ids: Float64Array
  readonly indexOf: ReadonlyMap<number, number>
  readonly typeCodes: readonly string[]
  /** Range per CI: the groups it consumes. */
  readonly groupsOf: Int32Array
  readonly groupConsumer: Int32Array
  readonly groupRequired: Int32Array
  readonly groupKeys: readonly (string | null)[]
  /** Range per group: its edges, one per distinct member. */
  readonly edgesOf: Int32Array
  readonly edgeGroup: Int32Array
  readonly edgeMember: Int32Array
  readonly edgeType: Uint16Array
  /** Range per CI into `memberEdges`: the edges in which it is the member. */
  readonly memberEdgesOf: Int32Array
  readonly memberEdges: Int32Array
}

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
export function buildImpactGraph(input: ImpactGraphInput): ImpactGraph {
  const ids = Array.from(input.nodes, (node) => node.id).sort((a, b) => a - b)
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const edges = readImpactEdges([...input.relations], [...input.types], indexOf)
  const groups = formGroups(edges, ids.length)
  const memberOrder = identityOrder(groups.edgeMember.length)

  return {
    ...groups,
    ids: new Float64Array(ids),
    indexOf,
    typeCodes: edges.types.map((type) => type.code),
    groupsOf: offsetsByKey(groups.groupConsumer, ids.length),
    memberEdgesOf: offsetsByKey(groups.edgeMember, ids.length),
    memberEdges: stableOrder(memberOrder, groups.edgeMember, ids.length),
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
