import { eachMembership, type ImpactGraph } from '#cmdb/workflow/impact_graph'
import { spreadDown } from '#cmdb/workflow/impact_spread'
import { beginWalk, wasReached } from '#cmdb/workflow/impact_walk'

/** What goes down with one CI alone: how many CIs beside it, and which of the watched ones. */
export type SinglePoint = { index: number; down: number; watched: number[] }

/**
 * For each CI what goes down when it alone fails (domain 4.4, SPOF). Each takes time in what goes
 * down with it; along a chain, where one CI's failure does nothing but take down the next, the answer
 * of the next is reused, so that long chains cost no more than their length.
 */
export function singlePointFinder(graph: ImpactGraph, isWatched: (index: number) => boolean) {
  const known = new Map<number, SinglePoint>()

  function answerChain(chain: readonly number[]) {
    const last = chain.at(-1)!
    known.set(last, walkFrom(graph, last, isWatched))
    // In a ring the last one takes the others down again, which would count them twice.
    const isRing = chain.some((each) => each !== last && wasReached(graph, each))
    for (const [at, each] of [...chain.entries()].slice(0, -1).reverse()) {
      const next = known.get(chain[at + 1]!)!
      known.set(each, isRing ? walkFrom(graph, each, isWatched) : extend(each, next, isWatched))
    }
  }

  /** Null when no watched CI but itself goes down with it. */
  return function find(index: number): SinglePoint | null {
    const chain: number[] = []
    let at: number | null = index
    while (at !== null && !known.has(at) && !chain.includes(at) && chain.length < LONGEST_CHAIN) {
      chain.push(at)
      at = onlyConsumer(graph, at)
    }
    if (chain.length > 0) answerChain(chain)
    const found = known.get(index)!
    return found.watched.length > 0 ? found : null
  }
}

const LONGEST_CHAIN = 1_000

function walkFrom(
  graph: ImpactGraph,
  index: number,
  isWatched: (index: number) => boolean
): SinglePoint {
  const walk = beginWalk(graph, [index])
  spreadDown(graph, walk)
  const watched: number[] = []
  for (let at = 1; at < walk.count; at++) {
    if (isWatched(walk.queue[at]!)) watched.push(walk.queue[at]!)
  }
  return { index, down: walk.count - 1, watched }
}

function extend(
  index: number,
  next: SinglePoint,
  isWatched: (index: number) => boolean
): SinglePoint {
  const watched = isWatched(next.index) ? [next.index, ...next.watched] : next.watched
  return { index, down: next.down + 1, watched }
}

/** The one CI that goes down at once with this one, when it is a member of nothing else. */
function onlyConsumer(graph: ImpactGraph, index: number): number | null {
  let count = 0
  let only: number | null = null
  eachMembership(graph, index, (group, consumer) => {
    count++
    const size = graph.edgesOf[group + 1]! - graph.edgesOf[group]!
    only = size === graph.groupRequired[group] && consumer !== index ? consumer : null
  })
  return count === 1 ? only : null
}
