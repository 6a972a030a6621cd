import { iconPicture } from '~/components/cmdb/impact/class_icon'
import type { GraphColours } from '~/components/cmdb/impact/graph_colours'
import type { Arrangement } from '~/components/cmdb/impact/graph_layout'
import type { ImpactNode, ImpactView } from '~/components/cmdb/impact/types'
import type { ElementDefinition } from 'cytoscape'

type Words = { nodeName: (node: ImpactNode) => string; edgeWords: (type: string) => string }

const MARKS = { down: '✕ ', degraded: '! ' } as const

/** Nodes and edges as the canvas library takes them, at their places. */
export function graphElements(
  view: ImpactView,
  { nodes: places, edges: routes }: Arrangement,
  colours: GraphColours,
  words: Words
): ElementDefinition[] {
  const nodes = view.nodes.map((node) => {
    const mark = node.state ? MARKS[node.state] : ''
    const icon = iconPicture(view.classes[node.classCode]?.icon, colours.muted)
    const { id, kind, state, level, isService } = node
    return {
      group: 'nodes' as const,
      data: {
        id,
        kind,
        state,
        level,
        isService,
        icon: icon ?? 'none',
        label: mark + words.nodeName(node),
      },
      position: { ...(places.get(id) ?? { x: 0, y: 0 }) },
    }
  })
  const edges = view.edges.map(({ from, to, type }) => {
    const id = `${from}-${to}`
    return {
      group: 'edges' as const,
      data: {
        id,
        source: from,
        target: to,
        label: words.edgeWords(type),
        step: '',
        ...routes.get(id),
      },
    }
  })
  return [...nodes, ...edges]
}
