import { NODE_HEIGHT, NODE_WIDTH, type Flow } from '~/components/cmdb/impact/graph_flow'
import type { ImpactDirection } from '~/components/cmdb/impact/types'
import type { Core } from 'cytoscape'

export const FULL_DETAIL_NODES = 60
const CLOSEST = 1.1
const LEAST_LEGIBLE = 0.6
const LEGIBLE = 0.75
const MARGIN = 24

/** Shows the whole picture, a small one without blowing it up. */
export function fit(core: Core) {
  core.resize()
  core.fit(undefined, MARGIN)
  if (core.zoom() <= CLOSEST) return
  core.zoom(CLOSEST)
  core.center()
}

/** A picture too wide to be read whole starts readable at its origin; "fit" shows all of it. */
export function firstView(core: Core, direction: ImpactDirection, flow: Flow) {
  fit(core)
  if (core.zoom() >= LEAST_LEGIBLE || core.nodes().length > FULL_DETAIL_NODES) return
  core.zoom(LEGIBLE)
  core.center(core.nodes('[level = 0]'))
  if (direction === 'both') return
  const towards = direction === 'impacts' ? -1 : 1
  const x = core.width() / 2 - NODE_WIDTH * LEGIBLE
  const y = core.height() / 2 - 2 * NODE_HEIGHT
  core.panBy(flow === 'RIGHT' ? { x: towards * x, y: 0 } : { x: 0, y: towards * y })
}

export function zoomBy(core: Core, factor: number) {
  const renderedPosition = { x: core.width() / 2, y: core.height() / 2 }
  core.zoom({ level: core.zoom() * factor, renderedPosition })
}

/** Brings a node into sight when it is outside. */
export function reveal(core: Core, id: string) {
  const node = core.getElementById(id)
  const box = node.renderedBoundingBox()
  const isInside = box.x1 >= 0 && box.y1 >= 0 && box.x2 <= core.width() && box.y2 <= core.height()
  if (!isInside) core.center(node)
}

export function fadeIn(core: Core) {
  const all = core.elements()
  all.style('opacity', 0)
  all.animate(
    { style: { opacity: 1 } },
    { duration: 200, complete: () => void all.removeStyle('opacity') }
  )
}
