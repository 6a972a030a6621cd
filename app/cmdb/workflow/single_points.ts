import { eachMembership, type ImpactGraph } from '#cmdb/workflow/impact_graph'
import { spreadDown } from '#cmdb/workflow/impact_spread'
import { beginWalk, wasReached } from '#cmdb/workflow/impact_walk'

/**
 * What goes down with one CI alone: how many CIs beside it, how many of the watched ones, the first
 * of these by id, and the lowest rank among them all.
 */
export type SinglePoint = {
  down: number
  watched: number
  first: readonly number[]
  rank: number
}

/** Whether a CI is watched, and then its rank; null when it is not. */
export type RankOf = (index: number) => number | null

/** More would be kept for each of 100,000 CIs. */
const LISTED = 20
const NOTHING: readonly number[] = []

/**
 * For each CI what goes down when it alone fails (domain 4.4, SPOF). Each takes time in what goes
 * down with it; along a chain, where one CI's failure does nothing but take down the next, the answer
 * of the next is reused, so that long chains cost no more than their length.
 */
export function singlePointFinder(graph: ImpactGraph, rankOf: RankOf) {
  const known = new Map<number, SinglePoint>()

  function answerChain(chain: readonly number[]) {
    const last = chain.at(-1)!
    known.set(last, walkFrom(graph, last, rankOf))
    // In a ring the last one takes the others down again, which would count them twice.
    const isRing = chain.some((each) => each !== last && wasReached(graph, each))
    for (const [at, each] of [...chain.entries()].slice(0, -1).reverse()) {
      const next = known.get(chain[at + 1]!)!
      known.set(
        each,
        isRing ? walkFrom(graph, each, rankOf) : extend(graph, chain[at + 1]!, next, rankOf)
      )
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
    return found.watched > 0 ? found : null
  }
}

const LONGEST_CHAIN = 1_000

function walkFrom(graph: ImpactGraph, index: number, rankOf: RankOf): SinglePoint {
  const walk = beginWalk(graph, [index])
  spreadDown(graph, walk)
  const first: number[] = []
  let [watched, lowest] = [0, Infinity]
  for (let at = 1; at < walk.count; at++) {
    const rank = rankOf(walk.queue[at]!)
    if (rank === null) continue
    watched += 1
    lowest = Math.min(lowest, rank)
    if (first.length < LISTED) first.push(graph.ids[walk.queue[at]!]!)
  }
  const listed = watched === 0 ? NOTHING : first
  return { down: walk.count - 1, watched, first: listed, rank: lowest }
}

/** What takes down `next` alone takes down what that does, and `next` itself. */
function extend(
  graph: ImpactGraph,
  next: number,
  { down, watched, first, rank }: SinglePoint,
  rankOf: RankOf
): SinglePoint {
  const own = rankOf(next)
  if (own === null) return { down: down + 1, watched, first, rank }
  return {
    down: down + 1,
    watched: watched + 1,
    first: [graph.ids[next]!, ...first].slice(0, LISTED),
    rank: Math.min(rank, own),
  }
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
