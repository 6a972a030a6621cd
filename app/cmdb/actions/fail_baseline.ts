import Baseline from '#cmdb/models/baseline'
import logger from '@adonisjs/core/services/logger'

/** Gives a baseline up; the cause is for the log. */
export async function failBaseline(baselineId: number, cause: unknown) {
  logger.error({ err: cause, baselineId }, 'a baseline could not be taken')
  await Baseline.query()
    .where('id', baselineId)
    .whereIn('state', ['queued', 'running'])
    .update({ state: 'failed' })
}
