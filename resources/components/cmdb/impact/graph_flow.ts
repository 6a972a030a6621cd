import type { ImpactView } from '~/components/cmdb/impact/types'

export type Flow = 'RIGHT' | 'DOWN'
type Size = { width: number; height: number }

const READABLE_ZOOM = 0.8
const CLEARLY_BETTER = 1.1

export const NODE_WIDTH = 160
export const NODE_HEIGHT = 36
export const NODE_GAP = 20
export const LAYER_GAP: Record<Flow, number> = { RIGHT: 56, DOWN: 44 }

/**
 * Columns from left to right read best. A tall narrow window, or an answer so deep that its columns
 * would shrink beyond reading, flows from top to bottom instead.
 */
export function flowFor(view: ImpactView, window: Size): Flow {
  const layers = Map.groupBy(view.nodes, ({ side, level }) => (side === 'impacts' ? level : -level))
  const widest = Math.max(...[...layers.values()].map((nodes) => nodes.length))
  const right = Math.min(
    window.width / (layers.size * (NODE_WIDTH + LAYER_GAP.RIGHT)),
    window.height / (widest * (NODE_HEIGHT + NODE_GAP))
  )
  const down = Math.min(
    window.width / (widest * (NODE_WIDTH + NODE_GAP)),
    window.height / (layers.size * (NODE_HEIGHT + LAYER_GAP.DOWN))
  )
  return right < READABLE_ZOOM && down > right * CLEARLY_BETTER ? 'DOWN' : 'RIGHT'
}
