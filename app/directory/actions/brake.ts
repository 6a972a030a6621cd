import { BRAKE } from '#config/sign_in'
import { clock } from '#core/clock'
import { fromSqlUtc, toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { TooManyTries } from '#directory/errors/sign_in'
import { secretHash } from '#directory/queries/secret_hash'
import { brakePause } from '#directory/workflow/brake_pause'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Slows tries down that guess one secret, whatever addresses they come from. A try is counted before
 * it is judged, so that many at once gain nothing; `release` forgets them after a right one.
 */
export const brake = {
  /** Throws TooManyTries, which belongs to `field`, while a pause is due. */
  async take(name: string, field: string) {
    const id = secretHash(name)
    refuseWhilePaused(await db.from('sign_in_brakes').where('id', id).first(), field)
    await inTransaction(async (trx) => {
      await countTry(trx, id)
      const row = await trx.from('sign_in_brakes').where('id', id).first()
      refuseWhilePaused(row, field)
      const pause = brakePause(row.failures, BRAKE)
      if (pause === 0) return
      const until = toSqlUtc(clock.now().plus({ seconds: pause }))
      await trx.from('sign_in_brakes').where('id', id).update({ blocked_until: until })
    })
  },

  async release(client: QueryClientContract, ...names: string[]) {
    await client.from('sign_in_brakes').whereIn('id', names.map(secretHash)).delete()
  },
}

async function countTry(trx: TransactionClientContract, id: string) {
  const now = clock.now()
  const forgotten = toSqlUtc(now.minus({ hours: BRAKE.forgetAfterHours }))
  const failures = trx.knexRawQuery(
    'case when sign_in_brakes.last_failed_at < ? then 1 else sign_in_brakes.failures + 1 end',
    [forgotten]
  )
  await trx
    .knexQuery()
    .table('sign_in_brakes')
    .insert({ id, failures: 1, last_failed_at: toSqlUtc(now), blocked_until: null })
    .onConflict('id')
    .merge({ failures, last_failed_at: toSqlUtc(now) })
}

function refuseWhilePaused(row: { blocked_until: unknown } | null, field: string) {
  const until = fromSqlUtc(row?.blocked_until)
  const seconds = until ? until.diff(clock.now(), 'seconds').seconds : 0
  if (seconds > 0) throw new TooManyTries(seconds, field)
}
