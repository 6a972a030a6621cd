import { iconPicture } from '~/components/cmdb/impact/class_icon'
import { nodeMarks, pictureBoxes } from '~/components/cmdb/impact/graph_marks'
import type { GraphColours } from '~/components/cmdb/impact/graph_colours'
import type { Arrangement } from '~/components/cmdb/impact/graph_layout'
import type { ImpactNode, ImpactView } from '~/components/cmdb/impact/types'
import type { ElementDefinition } from 'cytoscape'

type Words = { nodeName: (node: ImpactNode) => string; edgeWords: (type: string | null) => string }

/** The route of an edge that the layout did not lead. */
export const STRAIGHT = {
  ...{ start: 'outside-to-node', end: 'outside-to-node' },
  ...{ weights: [], distances: [] },
}
const MARKS = { down: '✕ ', degraded: '! ' } as const

/** Nodes and edges as the canvas library takes them, at their places. */
export function graphElements(
  view: ImpactView,
  { nodes: places, edges: routes }: Arrangement,
  colours: GraphColours,
  words: Words,
  isNew: (id: string) => boolean
): ElementDefinition[] {
  const nodes = view.nodes.map((node) => {
    const mark = node.state ? MARKS[node.state] : ''
    const icon = iconPicture(view.classes[node.classCode]?.icon, colours.muted)
    const marks = nodeMarks(node, colours, isNew(node.id))
    const { id, kind, state, level, isService } = node
    return {
      group: 'nodes' as const,
      data: {
        id,
        kind,
        state,
        level,
        isService,
        hasMore: node.more > 0,
        pictures: [icon, marks].filter((picture) => picture !== null),
        // Where each picture stands: the icon inside on the left, the marks over the whole node.
        ...pictureBoxes(icon !== null, marks !== null),
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
        isBridge: type === null,
        ...STRAIGHT,
        ...routes.get(id),
      },
    }
  })
  return [...nodes, ...edges]
}
