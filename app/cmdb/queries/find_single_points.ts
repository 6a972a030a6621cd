import { SINGLE_POINTS } from '#cmdb/actions/request_single_points'
import type { SinglePointsResult } from '#cmdb/actions/make_single_points'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import type { Principal } from '#directory/queries/principal'
import { isTaskReached } from '#directory/queries/task_reach'
import { errors } from '@adonisjs/lucid'
import { readFile } from 'node:fs/promises'

const LATEST = 10

/** A report this person asked for and may still see; otherwise row-not-found (T2). */
export async function findSinglePointsReport(principal: Principal, id: string) {
  const task = await ownReports(principal)
    .where('id', Number(id) || 0)
    .firstOrFail()
  if (!isTaskReached(principal, 'cis.view', task)) throw new errors.E_ROW_NOT_FOUND()
  return task
}

/** The latest ones, newest first. */
export async function latestSinglePoints(principal: Principal): Promise<BackgroundTask[]> {
  const tasks = await ownReports(principal).orderBy('id', 'desc').limit(LATEST)
  return tasks.filter((task) => isTaskReached(principal, 'cis.view', task))
}

/** What a finished one found; null before that, and after its file went with old ones. */
export async function singlePointsResult({ resultFile }: BackgroundTask) {
  if (resultFile === null) return null
  return JSON.parse(await readFile(storagePath(resultFile), 'utf8')) as SinglePointsResult
}

function ownReports({ userId }: Principal) {
  return BackgroundTask.query().where({ kind: SINGLE_POINTS, requestedByUserId: userId })
}
