import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

const PATIENCE = { hours: 1 }

/** Gives up tasks that nobody works on any more, as after a machine went down in the middle. */
export const failLostTasks = {
  async handle() {
    const now = clock.now()
    await db
      .from('background_tasks')
      .whereIn('state', ['queued', 'running'])
      .where('created_at', '<', toSqlUtc(now.minus(PATIENCE)))
      .update({ state: 'failed', error_code: 'lost', finished_at: toSqlUtc(now) })
  },
}
