import { findSinglePoints } from '#cmdb/actions/make_single_points'
import { impactSnapshot } from '#cmdb/queries/impact_snapshot'
import type { ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import { computeImpact } from '#cmdb/workflow/impact'
import { readPortions } from '#database/bench/read_table'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const PORTION = 500
/** What the generator's applications became: the last layers, which everything else carries. */
const WATCHED = 'application_instance'

export type ImpactFigures = {
  items: number
  loadSeconds: number
  /** Processor time of the same: others may keep the machine busy. */
  loadCpuSeconds: number
  /** Of the process' memory, garbage collected before and after. */
  megabytes: number
  roots: number
  /** Roots whose answer is another than the file's. */
  wrong: number
  /** Of one computation, on average over all roots. */
  microseconds: number
  singlePoints: number
  singlePointsSeconds: number
}

/** Measures the engine alone on the loaded data, and compares it with the file of right answers. */
export async function measureImpact(directory: string): Promise<ImpactFigures> {
  const before = usedBytes()
  const cpuBefore = process.cpuUsage()
  const started = performance.now()
  const snapshot = await impactSnapshot()
  const loadSeconds = secondsSince(started)
  const { user, system } = process.cpuUsage(cpuBefore)
  const megabytes = (usedBytes() - before) / 1e6
  return {
    ...{ items: snapshot.graph.nodeCount, loadSeconds, megabytes },
    loadCpuSeconds: (user + system) / 1e6,
    ...(await compareRoots(snapshot, directory)),
    ...(await measureSinglePoints(snapshot)),
  }
}

async function compareRoots({ graph }: ImpactSnapshot, directory: string) {
  const figures = { roots: 0, wrong: 0, microseconds: 0 }
  let milliseconds = 0
  for await (const rows of readPortions(directory, 'blast', PORTION)) {
    const started = performance.now()
    for (const { root, downstream_nodes: size } of rows) {
      const { downCount, degradedCount } = computeImpact(graph, [Number(root)])
      if (downCount - 1 !== Number(size) || degradedCount > 0) figures.wrong += 1
    }
    milliseconds += performance.now() - started
    figures.roots += rows.length
  }
  return { ...figures, microseconds: (milliseconds * 1000) / figures.roots }
}

async function measureSinglePoints(snapshot: ImpactSnapshot) {
  const started = performance.now()
  const { points } = await findSinglePoints(
    snapshot,
    watchedByClass(snapshot),
    async () => undefined
  )
  return { singlePoints: points.length, singlePointsSeconds: secondsSince(started) }
}

/** In the place of services, which the files do not have. */
export function watchedByClass({ classes, classIndexes }: ImpactSnapshot): Set<number> {
  const place = classes.findIndex(({ code }) => code === WATCHED)
  return new Set(classIndexes.flatMap((each, index) => (each === place ? [index] : [])))
}

function secondsSince(started: number) {
  return (performance.now() - started) / 1000
}

function usedBytes(): number {
  setFlagsFromString('--expose_gc')
  runInNewContext('gc')()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
