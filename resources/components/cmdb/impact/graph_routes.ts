import type { Position } from '~/components/cmdb/impact/graph_layout'

/** A route as the canvas library takes it: ends beside the nodes' centres, bends beside the chord. */
export type EdgeRoute = { start: string; end: string; weights: number[]; distances: number[] }

/** `points` are the first end, the bends and the last end; `source` and `target` the nodes' centres. */
export function edgeRoute(points: Position[], source: Position, target: Position): EdgeRoute {
  const first = points[0]!
  const last = points.at(-1)!
  const chord = { x: last.x - first.x, y: last.y - first.y }
  const length = Math.hypot(chord.x, chord.y) || 1
  const bends = points.slice(1, -1).map((point) => ({ x: point.x - first.x, y: point.y - first.y }))
  return {
    start: `${first.x - source.x}px ${first.y - source.y}px`,
    end: `${last.x - target.x}px ${last.y - target.y}px`,
    weights: bends.map((bend) => (bend.x * chord.x + bend.y * chord.y) / length ** 2),
    distances: bends.map((bend) => (chord.x * bend.y - chord.y * bend.x) / length),
  }
}
