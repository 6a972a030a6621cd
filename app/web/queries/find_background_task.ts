import type { Permission } from '#config/permissions'
import BackgroundTask from '#core/models/background_task'
import type { Principal } from '#directory/queries/principal'
import { isTaskReached } from '#directory/queries/task_reach'
import { errors } from '@adonisjs/lucid'

/** The right that what a task makes still needs when it is fetched, by kind (T8). */
const NEEDED: Record<string, Permission> = {
  impact_document: 'cis.view',
  item_list: 'cis.view',
  contract_document: 'contracts.report',
  billing_closing: 'billing.close',
  service_level_document: 'agreements.report',
}

/** A task this person asked for and may still see; otherwise row-not-found (T2). */
export async function findBackgroundTask(
  principal: Principal,
  id: string
): Promise<BackgroundTask> {
  const task = await BackgroundTask.query()
    .where('id', Number(id) || 0)
    .where('requestedByUserId', principal.userId)
    .firstOrFail()
  const permission = NEEDED[task.kind]
  if (!permission || !isTaskReached(principal, permission, task)) {
    throw new errors.E_ROW_NOT_FOUND()
  }
  return task
}

/** The same with its file, which a task that is not done does not have. */
export async function findTaskFile(principal: Principal, id: string) {
  const { resultFile, resultName } = await findBackgroundTask(principal, id)
  if (!resultFile || !resultName) throw new errors.E_ROW_NOT_FOUND()
  return { file: resultFile, name: resultName }
}
