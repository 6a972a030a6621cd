import { drawEdges } from '#cmdb/workflow/impact_drawing_edges'
import type { DrawnEdge, DrawnNode, ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import type { ImpactGraph } from '#cmdb/workflow/impact_graph'
import { neighboursIn, type Neighbours } from '#cmdb/workflow/impact_neighbours'

export type Drawing = {
  nodes: DrawnNode[]
  edges: DrawnEdge[]
  shownItems: number
  leftOut: ReachedItem[]
}

export const MAX_DRAWN_NODES = 150
const FULL_DETAIL_NODES = 60
const SMALLEST_GROUP = 3

type KeyOf = (item: ReachedItem, neighbours: Neighbours) => string | null

/** From full detail to the coarsest grouping; the first that fits is drawn. */
const GROUPINGS: { keyOf: KeyOf; limit: number }[] = [
  { keyOf: () => null, limit: FULL_DETAIL_NODES },
  { keyOf: equalSiblings, limit: MAX_DRAWN_NODES },
  { keyOf: leavesOfOneNeighbour, limit: MAX_DRAWN_NODES },
  { keyOf: sameLevel, limit: MAX_DRAWN_NODES },
]

/**
 * At most 150 nodes and 400 edges of an answer (CFG-16). Above 60 nodes equal siblings become one
 * node, above 150 the grouping gets coarser, and what still does not fit is left out by level.
 */
export function drawImpact(graph: ImpactGraph, reached: ReachedItem[]): Drawing {
  const neighbours = neighboursIn(graph, reached)
  let nodes: DrawnNode[] = []
  for (const { keyOf, limit } of GROUPINGS) {
    nodes = placeItems(reached, (item) => keyOf(item, neighbours))
    if (nodes.length <= limit) break
  }

  const shown = nodes.toSorted((a, b) => levelOf(a) - levelOf(b)).slice(0, MAX_DRAWN_NODES)
  const leftOut = nodes.filter((node) => !shown.includes(node)).flatMap((node) => node.items)
  const shownItems = shown.reduce((sum, node) => sum + node.items.length, 0)
  return { nodes: shown, edges: drawEdges(shown, neighbours), shownItems, leftOut }
}

function placeItems(
  reached: ReachedItem[],
  keyOf: (item: ReachedItem) => string | null
): DrawnNode[] {
  const [origin, ...others] = reached
  if (!origin) return []
  const grouped = Map.groupBy(others, (item) => groupKey(item, keyOf))
  const nodes: DrawnNode[] = [{ id: `c${origin.index}`, kind: 'item', items: [origin], via: null }]
  for (const [key, items] of grouped) nodes.push(...toNodes(key, items))
  return withVia(nodes)
}

/** Masked items always share one node per class: more would tell how a foreign network is built. */
function groupKey(item: ReachedItem, keyOf: (item: ReachedItem) => string | null): string {
  if (!item.isVisible) return `hidden ${item.classIndex}`
  if (item.level === 0) return `single ${item.index}`
  return keyOf(item) ?? `single ${item.index}`
}

function toNodes(key: string, items: ReachedItem[]): DrawnNode[] {
  const first = items[0]!
  if (!first.isVisible) return [{ id: `h${first.classIndex}`, kind: 'hidden', items, via: null }]
  if (items.length >= SMALLEST_GROUP && !key.startsWith('single')) {
    return [{ id: `g${first.index}`, kind: 'group', items, via: null }]
  }
  return items.map((item) => ({
    id: `c${item.index}`,
    kind: 'item' as const,
    items: [item],
    via: null,
  }))
}

function withVia(nodes: DrawnNode[]): DrawnNode[] {
  const nodeOf = new Map(
    nodes.flatMap((node) => node.items.map((item) => [item.index, node.id] as const))
  )
  return nodes.map((node) => {
    const via = node.items[0]!.via
    const viaNode = via === null ? null : (nodeOf.get(via) ?? null)
    return { ...node, via: viaNode === node.id ? null : viaNode }
  })
}

function equalSiblings(item: ReachedItem, neighbours: Neighbours): string | null {
  const { members, consumers } = neighbours(item.index)
  const [near, far] = item.side === 'impacts' ? [members, consumers] : [consumers, members]
  if (item.isService || far.length > 0) return null
  return [item.side, item.classIndex, item.state, ...near].join(' ')
}

function leavesOfOneNeighbour(item: ReachedItem, neighbours: Neighbours): string | null {
  const { members, consumers } = neighbours(item.index)
  const far = item.side === 'impacts' ? consumers : members
  if (far.length > 0) return null
  return [item.side, item.classIndex, item.state, item.level, 'via', item.via].join(' ')
}

function sameLevel(item: ReachedItem): string {
  return [item.side, item.classIndex, item.state, item.level].join(' ')
}

function levelOf(node: DrawnNode): number {
  return Math.min(...node.items.map((item) => item.level))
}
