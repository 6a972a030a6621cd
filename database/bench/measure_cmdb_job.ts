import { judgeEverything } from '#cmdb/actions/make_ci_health'
import { findSinglePoints } from '#cmdb/actions/make_single_points'
import { freshImpactSnapshot } from '#cmdb/queries/impact_snapshot'
import { watchedByClass } from '#database/bench/measure_impact'

export const CMDB_JOBS = ['health', 'single_points'] as const
type CmdbJob = (typeof CMDB_JOBS)[number]

/** `megabytes` is the most memory the process ever had. */
export type CmdbJobFigures = {
  items: number
  found: number
  seconds: number
  cpuSeconds: number
  megabytes: number
}

const JOBS: Record<CmdbJob, () => Promise<{ items: number; found: number }>> = {
  async health() {
    const { items, findings } = await judgeEverything()
    return { items, found: findings }
  },
  async single_points() {
    const snapshot = await freshImpactSnapshot()
    const result = await findSinglePoints(snapshot, watchedByClass(snapshot), async () => undefined)
    Buffer.from(JSON.stringify(result))
    return { items: result.items, found: result.points.length }
  },
}

/** Runs a job of the CMDB once on the loaded data. */
export async function measureCmdbJob(job: CmdbJob): Promise<CmdbJobFigures> {
  const cpuBefore = process.cpuUsage()
  const started = performance.now()
  const counted = await JOBS[job]()
  const { user, system } = process.cpuUsage(cpuBefore)
  return {
    ...counted,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }
}
