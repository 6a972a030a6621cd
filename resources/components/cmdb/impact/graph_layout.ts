import {
  LAYER_GAP,
  NODE_GAP,
  NODE_HEIGHT,
  NODE_WIDTH,
  type Flow,
} from '~/components/cmdb/impact/graph_flow'
import { arrangeOrganically } from '~/components/cmdb/impact/graph_organic'
import { edgeRoute, type EdgeRoute } from '~/components/cmdb/impact/graph_routes'
import type { ImpactView } from '~/components/cmdb/impact/types'
import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js'

export type Position = { x: number; y: number }
export type Arrangement = { nodes: Map<string, Position>; edges: Map<string, EdgeRoute> }

const LOADING_PATIENCE_MS = 10_000
const PATIENCE_MS = 3000

let engine: ELK | null = null

/**
 * Places of the nodes: in readable layers with routes of the edges around them, worked out beside the
 * page, or organically; null when it takes longer than three seconds.
 */
export async function arrange(view: ImpactView, flow: Flow): Promise<Arrangement | null> {
  if (view.picture.layout === 'organic') return arrangeOrganically(view)
  engine ??= await startEngine()
  // The worker answers this once it has been loaded: fetching it is not part of the layout's time.
  const isReady = await within(engine.knownLayoutAlgorithms(), LOADING_PATIENCE_MS)
  const arranged =
    isReady && engine && (await within(engine.layout(toElk(view, flow)), PATIENCE_MS))
  if (!arranged) stopEngine()
  return arranged ? readArrangement(arranged) : null
}

async function within<Result>(work: Promise<Result>, milliseconds: number): Promise<Result | null> {
  let timer = 0
  const patience = new Promise<null>((resolve) => {
    timer = window.setTimeout(() => resolve(null), milliseconds)
  })
  const result = await Promise.race([work.catch(() => null), patience])
  window.clearTimeout(timer)
  return result
}

/** Ends the worker; the next arrangement starts another. */
export function stopEngine() {
  engine?.terminateWorker()
  engine = null
}

async function startEngine(): Promise<ELK> {
  const { default: Elk } = await import('elkjs/lib/elk-api.js')
  const workerFactory = () =>
    new Worker(new URL('~/workers/layout.worker.ts', import.meta.url), { type: 'module' })
  return new Elk({ workerFactory })
}

function toElk(view: ImpactView, flow: Flow): ElkNode {
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': flow,
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.spacing.nodeNode': String(NODE_GAP),
      'elk.layered.spacing.nodeNodeBetweenLayers': String(LAYER_GAP[flow]),
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
      'elk.separateConnectedComponents': 'false',
    },
    children: view.nodes.map(({ id }) => ({ id, width: NODE_WIDTH, height: NODE_HEIGHT })),
    edges: view.edges.map(({ from, to }) => ({
      id: `${from}-${to}`,
      sources: [from],
      targets: [to],
    })),
  }
}

/**
 * Puts what somebody placed where it was placed. What is new since then keeps its distance to
 * the neighbours that were placed, so that it stands beside what it hangs on.
 */
export function placeKept(
  view: ImpactView,
  { nodes, edges }: Arrangement,
  kept: Record<string, Position>,
  isNew: (id: string) => boolean
): Arrangement {
  const moved = new Map(Object.entries(kept).filter(([id]) => nodes.has(id)))
  if (moved.size === 0) return { nodes, edges }
  const shifts = new Map(
    [...moved].map(([id, to]) => {
      const from = nodes.get(id)!
      return [id, { x: to.x - from.x, y: to.y - from.y }] as const
    })
  )
  const places = new Map(
    [...nodes].map(([id, place]) => {
      const own = moved.get(id)
      if (own) return [id, { ...own }] as const
      if (!isNew(id)) return [id, place] as const
      const beside = view.edges.flatMap(({ from, to }) =>
        from === id ? (shifts.get(to) ?? []) : to === id ? (shifts.get(from) ?? []) : []
      )
      return [id, { x: place.x + mean(beside, 'x'), y: place.y + mean(beside, 'y') }] as const
    })
  )
  const isStill = (id: string) =>
    places.get(id)!.x === nodes.get(id)!.x && places.get(id)!.y === nodes.get(id)!.y
  const routes = view.edges
    .filter(({ from, to }) => isStill(from) && isStill(to))
    .flatMap(({ from, to }) => {
      const route = edges.get(`${from}-${to}`)
      return route ? [[`${from}-${to}`, route] as const] : []
    })
  return { nodes: places, edges: new Map(routes) }
}

function mean(points: readonly Position[], axis: 'x' | 'y'): number {
  return points.reduce((sum, point) => sum + point[axis], 0) / Math.max(1, points.length)
}

function readArrangement({ children = [], edges = [] }: ElkNode): Arrangement {
  const nodes = new Map(
    children.map(({ id, x = 0, y = 0 }) => [id, { x: x + NODE_WIDTH / 2, y: y + NODE_HEIGHT / 2 }])
  )
  const routes = new Map<string, EdgeRoute>()
  for (const { id, sources, targets, sections } of edges) {
    const [section] = sections ?? []
    if (!section) continue
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]
    routes.set(id, edgeRoute(points, nodes.get(sources[0]!)!, nodes.get(targets[0]!)!))
  }
  return { nodes, edges: routes }
}
