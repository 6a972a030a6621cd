import { loadImpactSnapshot, type ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import { computeImpact, type ImpactOptions, type ImpactResult } from '#cmdb/workflow/impact'
import { clock } from '#core/clock'
import db from '@adonisjs/lucid/services/db'

let current: ImpactSnapshot | null = null
let build: { key: string; promise: Promise<ImpactSnapshot> } | null = null

/**
 * The graph of the whole installation in memory. One tiny query asks whether a write of any process
 * made it old; then it is read anew, once for all who wait for it. Relations begin and end by date,
 * so a new day makes it old as well.
 */
export async function impactSnapshot(): Promise<ImpactSnapshot> {
  const key = await currentKey()
  if (current?.key === key) return current
  if (build?.key !== key) build = { key, promise: rebuild(key) }
  return build.promise
}

/**
 * What goes down and what is degraded when the given items fail, computed with system rights: the
 * caller masks what the reader may not see. Ids of entries are configuration item ids; `snapshot`
 * answers for their names, classes and services.
 */
export async function impactOf(
  ciIds: Iterable<number>,
  options?: ImpactOptions
): Promise<{ snapshot: ImpactSnapshot; result: ImpactResult }> {
  const snapshot = await impactSnapshot()
  return { snapshot, result: computeImpact(snapshot.graph, ciIds, options) }
}

async function currentKey() {
  const row = await db.from('impact_graph_versions').where('id', 1).select('version').first()
  return `${row?.version ?? 0}/${clock.today('utc')}`
}

async function rebuild(key: string): Promise<ImpactSnapshot> {
  try {
    const snapshot = await loadImpactSnapshot(key)
    // A slow build must not replace a newer one.
    if (build?.key === key) current = snapshot
    return snapshot
  } finally {
    if (build?.key === key) build = null
  }
}
