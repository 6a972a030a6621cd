import type { Flow } from '~/components/cmdb/impact/graph_flow'
import type { Core, NodeCollection, NodeSingular } from 'cytoscape'

export type Heading = 'up' | 'down' | 'left' | 'right'

const SAME_LAYER = 40

/** Where an arrow key leads: along an edge with or against the flow, or beside within the layer. */
export function neighbourTowards(
  core: Core,
  from: string,
  heading: Heading,
  flow: Flow
): string | null {
  const node = core.getElementById(from) as unknown as NodeSingular
  if (node.empty()) return null
  const along: Heading = flow === 'RIGHT' ? 'right' : 'down'
  const against: Heading = flow === 'RIGHT' ? 'left' : 'up'
  if (heading === along) return nearest(node, node.outgoers('node') as NodeCollection)
  if (heading === against) return nearest(node, node.incomers('node') as NodeCollection)

  const [layer, beside] = flow === 'RIGHT' ? (['x', 'y'] as const) : (['y', 'x'] as const)
  const sign = heading === 'down' || heading === 'right' ? 1 : -1
  const here = node.position()
  const others = core.nodes().filter((other) => {
    const there = other.position()
    return (
      Math.abs(there[layer] - here[layer]) < SAME_LAYER && (there[beside] - here[beside]) * sign > 0
    )
  })
  return nearest(node, others)
}

function nearest(node: NodeSingular, others: NodeCollection): string | null {
  const here = node.position()
  const distance = (other: NodeSingular) =>
    Math.hypot(other.position('x') - here.x, other.position('y') - here.y)
  const sorted = others.toArray().sort((a, b) => distance(a) - distance(b))
  return sorted[0]?.id() ?? null
}
