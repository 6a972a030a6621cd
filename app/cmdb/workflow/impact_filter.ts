import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import type { ImpactGraph } from '#cmdb/workflow/impact_graph'

/** What is still reached from the origin when relations of some types are not followed. */
export function withoutTypes(
  graph: ImpactGraph,
  reached: readonly ReachedItem[],
  hidden: ReadonlySet<string>
): ReachedItem[] {
  const steps = stepsBetween(graph, reached, hidden)
  const found = new Map<number, ReachedItem>()
  const queue = reached.filter(({ level }) => level === 0)
  for (const item of queue) found.set(item.index, item)
  for (const from of queue) {
    for (const { to, type, group } of steps.get(from.index) ?? []) {
      if (found.has(to.index)) continue
      const way = { via: from.index, viaType: type, viaGroup: group, level: from.level + 1 }
      const item = { ...to, ...way }
      found.set(to.index, item)
      queue.push(item)
    }
  }
  return queue
}

/** Without some items; what was reached over them hangs on the nearest one that is left. */
export function withoutItems(
  reached: readonly ReachedItem[],
  isHidden: (item: ReachedItem) => boolean
): ReachedItem[] {
  const itemAt = new Map(reached.map((item) => [item.index, item]))
  const dropped = new Set(
    reached.filter((item) => item.level > 0 && isHidden(item)).map(({ index }) => index)
  )
  if (dropped.size === 0) return [...reached]
  return reached
    .filter(({ index }) => !dropped.has(index))
    .map((item) => {
      if (item.via === null || !dropped.has(item.via)) return item
      let via: number | null = item.via
      while (via !== null && dropped.has(via)) via = itemAt.get(via)?.via ?? null
      return { ...item, via, viaType: null }
    })
}

type Step = { to: ReachedItem; type: string; group: number }

/** Where the walk may go from each item: to what needs it, or on the other side to what it needs. */
function stepsBetween(
  graph: ImpactGraph,
  reached: readonly ReachedItem[],
  hidden: ReadonlySet<string>
): Map<number, Step[]> {
  const itemAt = new Map(reached.map((item) => [item.index, item]))
  const steps = new Map<number, Step[]>(reached.map(({ index }) => [index, []]))
  const isOn = (item: ReachedItem, side: ReachedItem['side']) =>
    item.level === 0 || item.side === side
  for (const consumer of reached) {
    const { index } = consumer
    if (graph.groupsFrom[index] === graph.groupsTo[index]) continue
    const end = graph.edgesOf[graph.groupsTo[index]!]!
    for (let edge = graph.edgesOf[graph.groupsFrom[index]!]!; edge < end; edge++) {
      const member = itemAt.get(graph.edgeMember[edge]!)
      const type = graph.typeCodes[graph.edgeType[edge]!]!
      if (!member || hidden.has(type)) continue
      const step = { type, group: graph.edgeGroup[edge]! }
      if (consumer.side === 'impacts' && isOn(member, 'impacts')) {
        steps.get(member.index)!.push({ to: consumer, ...step })
      }
      if (member.side === 'depends_on' && isOn(consumer, 'depends_on')) {
        steps.get(index)!.push({ to: member, ...step })
      }
    }
  }
  return steps
}
