import { computeImpact, dependenciesOf } from '#cmdb/workflow/impact'
import type { ImpactGraph } from '#cmdb/workflow/impact_graph'

/** A CI whose failure would explain alarms; all by id. */
export type CauseCandidate = {
  ciId: number
  /** The alarming CIs that go down with it, itself included, and those it only degrades. */
  covered: number[]
  degraded: number[]
  /** CIs that go down with it though nothing alarms there. */
  silent: number
}

const MOST_CANDIDATES = 1_000
const MOST_WORK = 2_000_000

/**
 * Which single failure explains a set of alarming CIs (domain 4.4, root cause): those that cover more
 * of them first, then those that degrade more, then the smaller answer, for a cause that would take
 * down much that is quiet is the less likely one. A candidate is what an alarming CI needs, or itself.
 */
export function commonCauses(graph: ImpactGraph, alarmingIds: readonly number[]): CauseCandidate[] {
  const alarming = [...new Set(alarmingIds)].filter((id) => graph.indexOf.has(id))
  const found: CauseCandidate[] = []
  let work = 0
  for (const ciId of candidatesOf(graph, alarming).slice(0, MOST_CANDIDATES)) {
    if (work > MOST_WORK) break
    const { entries, downCount } = computeImpact(graph, [ciId])
    work += entries.length
    const stateOf = new Map(entries.map((entry) => [entry.ciId, entry.state]))
    const covered = alarming.filter((id) => stateOf.get(id) === 'down')
    const degraded = alarming.filter((id) => stateOf.get(id) === 'degraded')
    found.push({ ciId, covered, degraded, silent: downCount - covered.length })
  }
  return found.sort(
    (a, b) =>
      b.covered.length - a.covered.length ||
      b.degraded.length - a.degraded.length ||
      a.silent - b.silent ||
      a.ciId - b.ciId
  )
}

/** Those that more alarming CIs need first, then the nearer ones. */
function candidatesOf(graph: ImpactGraph, alarming: readonly number[]): number[] {
  const tally = new Map<number, { count: number; levels: number }>()
  for (const id of alarming) {
    for (const { ciId, level } of dependenciesOf(graph, [id]).entries) {
      const { count, levels } = tally.get(ciId) ?? { count: 0, levels: 0 }
      tally.set(ciId, { count: count + 1, levels: levels + level })
    }
  }
  return [...tally]
    .sort(([a, x], [b, y]) => y.count - x.count || x.levels - y.levels || a - b)
    .map(([ciId]) => ciId)
}
