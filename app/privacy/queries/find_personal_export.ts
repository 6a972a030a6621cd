import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import BackgroundTask from '#core/models/background_task'
import type { Principal } from '#directory/queries/principal'
import { errors } from '@adonisjs/lucid'

export const EXPORT_KIND = 'personal_data_export'

/** So long the file can be fetched. */
export const EXPORT_DAYS = 2

/** An export this person asked for and may still have (T8); others do not exist. */
export async function findPersonalExport(
  principal: Principal,
  id: string
): Promise<BackgroundTask> {
  const task = await BackgroundTask.query()
    .where({ id: Number(id) || 0, kind: EXPORT_KIND, requestedByUserId: principal.userId })
    .where('createdAt', '>=', toSqlUtc(clock.now().minus({ days: EXPORT_DAYS })))
    .firstOrFail()
  if (!principal.canOn('personal_data.manage', task)) throw new errors.E_ROW_NOT_FOUND()
  return task
}
