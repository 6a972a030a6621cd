import { computeImpact } from '#cmdb/workflow/impact'
import { buildImpactGraph } from '#cmdb/workflow/impact_graph'
import { idsIn, topology, type ImpactCase } from '#tests/helpers/impact_graphs'

/** Runs one case of the impact truth: the names that are down and degraded, in alphabetical order. */
export function runImpactCase({ deps, failed }: Pick<ImpactCase, 'deps' | 'failed'>) {
  const { input, idOf } = topology({ deps, failed })
  const nameOf = new Map([...idOf].map(([name, id]) => [id, name]))
  const result = computeImpact(
    buildImpactGraph(input),
    failed.map((name) => idOf.get(name)!)
  )
  const names = (state: 'down' | 'degraded') =>
    idsIn(result, state)
      .map((id) => nameOf.get(id)!)
      .sort()
  return { down: names('down'), degraded: names('degraded') }
}
