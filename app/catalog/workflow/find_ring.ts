/**
 * The shortest way along `edges` that leads from a thing back to itself, both ends included; null
 * when there is none (CAT-04).
 */
export function findRing(
  edges: ReadonlyMap<number, readonly number[]>,
  start: number
): number[] | null {
  const reachedFrom = new Map<number, number>()
  const queue = [start]
  for (const at of queue) {
    for (const next of edges.get(at) ?? []) {
      if (next === start) return wayBack(reachedFrom, at, start)
      if (reachedFrom.has(next)) continue
      reachedFrom.set(next, at)
      queue.push(next)
    }
  }
  return null
}

function wayBack(reachedFrom: ReadonlyMap<number, number>, last: number, start: number) {
  const ring = [start]
  for (let at = last; at !== start; at = reachedFrom.get(at)!) ring.push(at)
  return [...ring, start].reverse()
}
