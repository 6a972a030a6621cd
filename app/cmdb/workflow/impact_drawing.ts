import { AUTOMATIC, MAX_DRAWN_NODES, type Grouping } from '#cmdb/workflow/impact_groupings'
import { drawEdges } from '#cmdb/workflow/impact_drawing_edges'
import type { DrawnEdge, DrawnNode, ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import type { ImpactGraph } from '#cmdb/workflow/impact_graph'
import { neighboursIn } from '#cmdb/workflow/impact_neighbours'

export type Drawing = {
  nodes: DrawnNode[]
  edges: DrawnEdge[]
  shownItems: number
  leftOut: ReachedItem[]
}

const SMALLEST_GROUP = 3

export type DrawingWish = {
  groupings: readonly Grouping[]
  /** Ids of groups whose members are drawn one by one. */
  opened: ReadonlySet<string>
  /** Codes of relation types that are not drawn. */
  hiddenTypes: ReadonlySet<string>
}

const USUAL: DrawingWish = { groupings: AUTOMATIC, opened: new Set(), hiddenTypes: new Set() }

/**
 * At most 150 nodes and 400 edges of an answer (CFG-16). Above 60 nodes equal siblings become one
 * node, above 150 the grouping gets coarser, and what still does not fit is left out by level.
 */
export function drawImpact(
  graph: ImpactGraph,
  reached: ReachedItem[],
  { groupings, opened, hiddenTypes }: DrawingWish = USUAL
): Drawing {
  const neighbours = neighboursIn(graph, reached, hiddenTypes)
  const idOf = ({ index }: ReachedItem) => graph.ids[index]!
  let placed: DrawnNode[] = []
  for (const { keyOf, limit } of groupings) {
    placed = placeItems(reached, (item) => keyOf(item, neighbours), idOf)
    if (placed.length <= limit) break
  }

  const nodes = withVia(
    placed.flatMap((node) => (opened.has(node.id) ? membersOf(node, idOf) : [node]))
  )
  const shown = nodes.toSorted((a, b) => levelOf(a) - levelOf(b)).slice(0, MAX_DRAWN_NODES)
  const leftOut = nodes.filter((node) => !shown.includes(node)).flatMap((node) => node.items)
  const shownItems = shown.reduce((sum, node) => sum + node.items.length, 0)
  return { nodes: shown, edges: drawEdges(shown, neighbours), shownItems, leftOut }
}

type IdOf = (item: ReachedItem) => number

function placeItems(
  reached: ReachedItem[],
  keyOf: (item: ReachedItem) => string | null,
  idOf: IdOf
): DrawnNode[] {
  const grouped = Map.groupBy(reached, (item) => groupKey(item, keyOf))
  return [...grouped].flatMap(([key, items]) => toNodes(key, items, idOf))
}

function membersOf(group: DrawnNode, idOf: IdOf): DrawnNode[] {
  return group.items.map((item) => ({ ...single(item, idOf), openedGroup: group.id }))
}

/** Masked items always share one node per class: more would tell how a foreign network is built. */
function groupKey(item: ReachedItem, keyOf: (item: ReachedItem) => string | null): string {
  if (!item.isVisible) return `hidden ${item.classIndex}`
  if (item.level === 0) return `single ${item.index}`
  return keyOf(item) ?? `single ${item.index}`
}

function toNodes(key: string, items: ReachedItem[], idOf: IdOf): DrawnNode[] {
  const first = items[0]!
  const plain = { items, via: null, openedGroup: null }
  if (!first.isVisible) return [{ id: `h${first.classIndex}`, kind: 'hidden', ...plain }]
  if (items.length >= SMALLEST_GROUP && !key.startsWith('single')) {
    return [{ id: `g${idOf(first)}`, kind: 'group', ...plain }]
  }
  return items.map((item) => single(item, idOf))
}

function single(item: ReachedItem, idOf: IdOf): DrawnNode {
  return { id: `c${idOf(item)}`, kind: 'item', items: [item], via: null, openedGroup: null }
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

function levelOf(node: DrawnNode): number {
  return Math.min(...node.items.map((item) => item.level))
}
