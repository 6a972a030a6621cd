import type { SinglePointsInput } from '#cmdb/actions/request_single_points'
import { isServiceAt } from '#cmdb/queries/impact_answer'
import { freshImpactSnapshot } from '#cmdb/queries/impact_snapshot'
import type { ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import { singlePointFinder, type SinglePoint } from '#cmdb/workflow/single_points'
import type { TaskResult } from '#core/actions/run_background_task'
import type BackgroundTask from '#core/models/background_task'
import { organisationsBelow } from '#cmdb/queries/organisations_below'
import { setImmediate } from 'node:timers/promises'

/** [id of the item, items that go down with it, services among them, most critical of those, ids of the first] */
export type SinglePointRow = [
  ciId: number,
  down: number,
  services: number,
  criticality: number,
  serviceNodes: readonly number[],
]
export type SinglePointsResult = { items: number; services: number; points: SinglePointRow[] }

const PORTION = 2_000
/** Of services without an item, and so without a criticality of their own. */
const UNKNOWN_CRITICALITY = 3

/** The work of a task of kind `single_points`: each item that alone takes a watched service down. */
export async function makeSinglePoints(task: BackgroundTask): Promise<TaskResult> {
  const snapshot = await freshImpactSnapshot()
  const watched = await watchedServices(snapshot, task.input as SinglePointsInput)
  const result = await findSinglePoints(snapshot, watched, async (done, total) => {
    await task.merge({ progressDone: done, progressTotal: total }).save()
  })
  return {
    name: `single-points-${snapshot.day}.json`,
    type: 'application/json',
    content: Buffer.from(JSON.stringify(result)),
  }
}

type Advance = (done: number, total: number) => Promise<void>

/** Reports after each portion of items and lets other work of the process through. */
export async function findSinglePoints(
  snapshot: ImpactSnapshot,
  watched: ReadonlySet<number>,
  advance: Advance
): Promise<SinglePointsResult> {
  const { graph, criticalities } = snapshot
  const find = singlePointFinder(graph, (index) =>
    watched.has(index) ? criticalities[index] || UNKNOWN_CRITICALITY : null
  )
  const total = graph.nodeCount
  const points: SinglePointRow[] = []
  for (let from = 0; from < total; from += PORTION) {
    const to = Math.min(from + PORTION, total)
    for (let index = from; index < to; index++) {
      const point = find(index)
      if (point) points.push(toRow(snapshot, index, point))
    }
    await advance(to, total)
    await setImmediate()
  }
  return { items: total, services: watched.size, points }
}

function toRow(
  { graph }: ImpactSnapshot,
  index: number,
  { down, watched, first, rank }: SinglePoint
): SinglePointRow {
  // The list is the finder's own: a copy of each is memory for nothing.
  return [graph.ids[index]!, down, watched, rank, first]
}

/** Indexes of the services that the report is about. */
export async function watchedServices(
  snapshot: ImpactSnapshot,
  { organisation, service }: Pick<SinglePointsInput, 'organisation' | 'service'>
): Promise<Set<number>> {
  const within = organisation ? await organisationsBelow(organisation.id) : null
  const watched = new Set<number>()
  for (let index = 0; index < snapshot.graph.nodeCount; index++) {
    if (!isServiceAt(snapshot, index) || snapshot.gone[index]) continue
    if (within && !within.has(snapshot.organisationIds[index]!)) continue
    if (service && snapshot.serviceIds[index] !== service.id) continue
    watched.add(index)
  }
  return watched
}
