import { IDEMPOTENCY_HOURS } from '#config/api'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

/** Removes kept answers that nobody can ask for any more. */
export const sweepApiRequests = {
  async handle() {
    const forgotten = toSqlUtc(clock.now().minus({ hours: IDEMPOTENCY_HOURS }))
    await db.from('api_requests').where('created_at', '<=', forgotten).delete()
  },
}
