import { identityOrder, offsetsByKey, stableOrder } from '#cmdb/workflow/compressed_rows'
import { type DependencyRule, requiredMembers } from '#cmdb/workflow/dependency_rule'
import { type ImpactEdges, statedRule } from '#cmdb/workflow/impact_edges'

/** Puts the edges in order of consumer, group, member and cuts them into groups. */
export function formGroups(edges: ImpactEdges, nodeCount: number) {
  const order = orderEdges(edges, nodeCount)
  const groupConsumer = new Int32Array(order.length)
  const groupRequired = new Int32Array(order.length)
  const groupKeys: (string | null)[] = []
  const edgeGroup = new Int32Array(order.length)
  const edgeMember = new Int32Array(order.length)
  const edgeType = new Uint16Array(order.length)
  let groupCount = 0
  let edgeCount = 0

  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from]!
    const firstEdge = edgeCount
    for (; to < order.length && sameGroup(edges, first, order[to]!); to++) {
      const edge = order[to]!
      const member = edges.member[edge]!
      if (edgeCount > firstEdge && edgeMember[edgeCount - 1] === member) continue
      edgeGroup[edgeCount] = groupCount
      edgeMember[edgeCount] = member
      edgeType[edgeCount++] = edges.type[edge]!
    }
    groupConsumer[groupCount] = edges.consumer[first]!
    groupRequired[groupCount++] = requiredMembers(
      ruleOf(edges, order, from, to),
      edgeCount - firstEdge
    )
    groupKeys.push(edges.keys[edges.tag[first]! - edges.types.length] ?? null)
  }

  const groups = edgeGroup.slice(0, edgeCount)
  return {
    groupConsumer: groupConsumer.slice(0, groupCount),
    groupRequired: groupRequired.slice(0, groupCount),
    groupKeys,
    edgesOf: offsetsByKey(groups, groupCount),
    edgeGroup: groups,
    edgeMember: edgeMember.slice(0, edgeCount),
    edgeType: edgeType.slice(0, edgeCount),
  }
}

function orderEdges(edges: ImpactEdges, nodeCount: number): Int32Array {
  const tagCount = edges.types.length + edges.keys.length
  const byMember = stableOrder(identityOrder(edges.count), edges.member, nodeCount)
  return stableOrder(stableOrder(byMember, edges.tag, tagCount), edges.consumer, nodeCount)
}

function sameGroup(edges: ImpactEdges, one: number, other: number): boolean {
  return edges.consumer[one] === edges.consumer[other] && edges.tag[one] === edges.tag[other]
}

/** The lowest relation id decides, so that the answer does not hang on the order of the rows. */
function ruleOf(edges: ImpactEdges, order: Int32Array, from: number, to: number): DependencyRule {
  let oldest = order[from]!
  let stating: number | null = null
  for (let at = from; at < to; at++) {
    const edge = order[at]!
    const id = edges.relationId[edge]!
    if (id < edges.relationId[oldest]!) oldest = edge
    if (edges.ruleType[edge]! < 0) continue
    if (stating === null || id < edges.relationId[stating]!) stating = edge
  }
  const rule = stating === null ? null : statedRule(edges, stating)
  return rule ?? edges.types[edges.type[oldest]!]!.defaultRule
}
