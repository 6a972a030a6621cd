import { NODE_HEIGHT, NODE_WIDTH } from '~/components/cmdb/impact/graph_flow'
import type { Arrangement } from '~/components/cmdb/impact/graph_layout'
import type { ImpactView } from '~/components/cmdb/impact/types'
import type { LayoutOptions } from 'cytoscape'

/**
 * Places by which what hangs together stands close together, for looking around; edges run straight.
 * The layout is loaded when it is first wanted and takes about a tenth of a second for 150 nodes.
 */
export async function arrangeOrganically(view: ImpactView): Promise<Arrangement> {
  const [{ default: cytoscape }, { default: fcose }] = await Promise.all([
    import('cytoscape'),
    import('cytoscape-fcose'),
  ])
  cytoscape.use(fcose)
  const core = cytoscape({
    headless: true,
    styleEnabled: true,
    elements: [
      ...view.nodes.map(({ id }) => ({ data: { id } })),
      ...view.edges.map(({ from, to }) => ({
        data: { id: `${from}-${to}`, source: from, target: to },
      })),
    ],
    style: [{ selector: 'node', style: { width: NODE_WIDTH, height: NODE_HEIGHT } }],
  })
  core.layout(OPTIONS).run()
  const nodes = new Map(core.nodes().map((node) => [node.id(), { ...node.position() }]))
  core.destroy()
  return { nodes, edges: new Map() }
}

// Options of the layout itself, which the library's types do not know.
const OPTIONS = {
  ...{ name: 'fcose', quality: 'default', numIter: 1_000, animate: false, fit: false },
  ...{ nodeRepulsion: 20_000, idealEdgeLength: 180 },
} as unknown as LayoutOptions
