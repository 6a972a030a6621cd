import type { DrawnEdge, DrawnNode } from '#cmdb/workflow/impact_drawing_parts'
import type { Neighbours } from '#cmdb/workflow/impact_neighbours'

export const MAX_DRAWN_EDGES = 400

/** Edges between drawn nodes, one per pair; those on the paths to the origin are kept first. */
export function drawEdges(nodes: DrawnNode[], neighbours: Neighbours): DrawnEdge[] {
  const nodeOf = new Map(
    nodes.flatMap((node) => node.items.map((item) => [item.index, node.id] as const))
  )
  const edges = new Map<string, DrawnEdge>()
  for (const node of nodes) {
    for (const item of node.items) {
      const { members, types } = neighbours(item.index)
      members.forEach((member, at) => {
        const from = nodeOf.get(member)
        if (from === undefined || from === node.id) return
        const key = `${from} ${node.id}`
        if (!edges.has(key)) edges.set(key, { from, to: node.id, type: types[at]!, isPath: false })
      })
    }
  }
  for (const node of nodes) bridge(node, edges)
  markPaths(nodes, edges)
  return [...edges.values()]
    .sort((a, b) => Number(b.isPath) - Number(a.isPath))
    .slice(0, MAX_DRAWN_EDGES)
}

/** What was reached over items that a filter hides hangs on the nearest one that is shown. */
function bridge({ id, via, items }: DrawnNode, edges: Map<string, DrawnEdge>) {
  if (via === null || edges.has(`${via} ${id}`) || edges.has(`${id} ${via}`)) return
  const [from, to] = items[0]!.side === 'impacts' ? [via, id] : [id, via]
  edges.set(`${from} ${to}`, { from, to, type: null, isPath: false })
}

function markPaths(nodes: DrawnNode[], edges: Map<string, DrawnEdge>) {
  for (const { id, via } of nodes) {
    for (const key of [`${via} ${id}`, `${id} ${via}`]) {
      const edge = edges.get(key)
      if (edge) edge.isPath = true
    }
  }
}
