import { STRAIGHT } from '~/components/cmdb/impact/graph_elements'
import type { Core } from 'cytoscape'

type Point = { x: number; y: number }
/** What the server needs to draw the same picture: centres of nodes, bends of edges. */
export type DrawnPlaces = {
  nodes: ({ id: string } & Point)[]
  edges: { from: string; to: string; bends: Point[] }[]
}

/** Where everything stands now. */
export function drawnPlaces(core: Core): DrawnPlaces {
  const nodes = core.nodes().map((node) => ({ id: node.id(), ...rounded(node.position()) }))
  const edges = core.edges().map((edge) => {
    const bends: Point[] = edge.segmentPoints() ?? []
    return {
      from: String(edge.data('source')),
      to: String(edge.data('target')),
      bends: bends.map(rounded),
    }
  })
  return { nodes, edges }
}

/** An edge whose end was moved by hand runs straight: its bends led around what stands elsewhere. */
export function straighten(core: Core, id: string) {
  core
    .getElementById(id)
    .connectedEdges()
    .forEach((edge) => {
      edge.data({ ...STRAIGHT })
    })
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }
}
