import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import type { Principal } from '#directory/queries/principal'
import { isTaskReached } from '#directory/queries/task_reach'
import type { ReplayResult } from '#reporting/workflow/replay_tally'
import { errors } from '@adonisjs/lucid'
import { readFile } from 'node:fs/promises'

const LATEST = 10

/** A replay this person asked for and may still see; otherwise row-not-found (T2). */
export async function findReplay(principal: Principal, id: string): Promise<BackgroundTask> {
  const task = await ownReplays(principal)
    .where('id', Number(id) || 0)
    .firstOrFail()
  if (!isTaskReached(principal, 'agreements.report', task)) throw new errors.E_ROW_NOT_FOUND()
  return task
}

/** The latest ones, newest first. */
export async function latestReplays(principal: Principal): Promise<BackgroundTask[]> {
  const tasks = await ownReplays(principal).orderBy('id', 'desc').limit(LATEST)
  return tasks.filter((task) => isTaskReached(principal, 'agreements.report', task))
}

/** What a finished replay found; null before that, and after its file went with old ones. */
export async function replayResult({ resultFile }: BackgroundTask): Promise<ReplayResult | null> {
  if (resultFile === null) return null
  return JSON.parse(await readFile(storagePath(resultFile), 'utf8')) as ReplayResult
}

function ownReplays({ userId }: Principal) {
  return BackgroundTask.query().where({ kind: 'service_level_replay', requestedByUserId: userId })
}
