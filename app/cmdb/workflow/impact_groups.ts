import { identityOrder, stableOrder } from '#cmdb/workflow/compressed_rows'
import { type DependencyRule, requiredMembers } from '#cmdb/workflow/dependency_rule'
import { type ImpactEdges, statedRule } from '#cmdb/workflow/impact_edges'
import { joinStandbys, type Need, type Standbys } from '#cmdb/workflow/standbys'

type TakeGroup = (consumer: number, key: string | null, need: Need) => void

/**
 * Hands over the groups that the edges form, in the order of their consumers; members of a group are
 * in the order of their indexes unless standbys joined it.
 */
export function formGroups(
  edges: ImpactEdges,
  nodeCount: number,
  standbys: Standbys,
  take: TakeGroup
): void {
  const order = orderEdges(edges, nodeCount)
  const keys = [...edges.keyNumbers.keys()]
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from]!
    const members: number[] = []
    const types: number[] = []
    for (; to < order.length && sameGroup(edges, first, order[to]!); to++) {
      const edge = order[to]!
      if (edges.member[edge] === members.at(-1)) continue
      members.push(edges.member[edge]!)
      types.push(edges.type[edge]!)
    }
    const required = requiredMembers(ruleOf(edges, order, from, to), members.length)
    const key = keys[edges.tag[first]! - edges.types.length] ?? null
    for (const need of joinStandbys({ members, types, required }, standbys)) {
      take(edges.consumer[first]!, key, need)
    }
  }
}

function orderEdges(edges: ImpactEdges, nodeCount: number): Int32Array {
  const tagCount = edges.types.length + edges.keyNumbers.size
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
