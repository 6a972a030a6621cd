import {
  loadImpactSnapshot,
  type ImpactSnapshot,
  type SnapshotMoment,
} from '#cmdb/queries/load_impact_snapshot'
import { refreshImpactSnapshot } from '#cmdb/queries/refresh_impact_snapshot'
import { computeImpact, type ImpactOptions, type ImpactResult } from '#cmdb/workflow/impact'
import { clock } from '#core/clock'
import db from '@adonisjs/lucid/services/db'

/** What is kept of one day: today's snapshot is refreshed in place, one of a past day read anew. */
type Kept = {
  current: ImpactSnapshot | null
  build: { key: string; promise: Promise<ImpactSnapshot> } | null
}

const PAST_DAYS_KEPT = 2
const today: Kept = { current: null, build: null }
const pastDays = new Map<string, Kept>()

/**
 * The graph of the whole installation in memory, as it is today or was at the end of a past day. One
 * tiny query asks whether a write of any process made it old; then what changed is read, once for all
 * who wait for it. Relations begin and end by date, so a new day makes it old as well.
 */
export async function impactSnapshot(asOf: string | null = null): Promise<ImpactSnapshot> {
  const moment = await momentOf(asOf)
  const kept = moment.isPast ? pastDay(moment.day) : today
  const { current } = kept
  if (current?.version === moment.version && current.day === moment.day) return current
  const key = `${moment.version}/${moment.day}`
  if (kept.build?.key !== key) {
    const before = kept.build?.promise ?? Promise.resolve(current)
    kept.build = { key, promise: rebuild(kept, before, moment, key) }
  }
  return kept.build.promise
}

/**
 * The graph as it is now for one caller alone: nobody refreshes it while long work waits in between.
 * It costs the time and the memory of a snapshot.
 */
export async function freshImpactSnapshot(): Promise<ImpactSnapshot> {
  return loadImpactSnapshot(await momentOf(null))
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

async function momentOf(asOf: string | null): Promise<SnapshotMoment> {
  const now = clock.today('utc')
  const isPast = asOf !== null && asOf < now
  return { version: await currentVersion(), day: isPast ? asOf : now, isPast }
}

async function currentVersion(): Promise<number> {
  const row = await db.from('impact_graph_versions').where('id', 1).select('version').first()
  return Number(row?.version ?? 0)
}

/** One build after the other: two that change the same snapshot at once would spoil it. */
async function rebuild(
  kept: Kept,
  before: Promise<ImpactSnapshot | null>,
  moment: SnapshotMoment,
  key: string
): Promise<ImpactSnapshot> {
  try {
    const known = await before.catch(() => null)
    const isBehind = known !== null && known.version <= moment.version
    const snapshot =
      moment.isPast || !isBehind
        ? await loadImpactSnapshot(moment)
        : await refreshImpactSnapshot(known, moment)
    kept.current = snapshot
    return snapshot
  } finally {
    if (kept.build?.key === key) kept.build = null
  }
}

function pastDay(day: string): Kept {
  const kept = pastDays.get(day) ?? { current: null, build: null }
  pastDays.delete(day)
  pastDays.set(day, kept)
  const [oldest] = pastDays.keys()
  if (pastDays.size > PAST_DAYS_KEPT) pastDays.delete(oldest!)
  return kept
}
