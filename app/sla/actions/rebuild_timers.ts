import { clock as time } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { syncTimers } from '#sla/actions/sync_timers'
import Clock from '#sla/models/clock'

const PORTION = 200

/**
 * Timers of an agreement's running clocks by its present rules. A rule that was made today does not
 * reach back: moments it would have had before do not fire. Answers how many clocks were gone through.
 */
export const rebuildTimers = {
  async handle({ agreementId }: { agreementId: number }): Promise<number> {
    let [last, count] = [0, 0]
    for (;;) {
      const ids = await this.portion(agreementId, last)
      if (ids.length === 0) return count
      last = ids.at(-1)!
      count += ids.length
    }
  },

  async portion(agreementId: number, after: number): Promise<number[]> {
    return inTransaction(async (trx) => {
      const clocks = await Clock.query({ client: trx })
        .where('agreementId', agreementId)
        .whereNull('stoppedAt')
        .whereNot('state', 'cancelled')
        .where('id', '>', after)
        .preload('pauses')
        .orderBy('id')
        .limit(PORTION)
        .forUpdate()
      if (clocks.length > 0) await syncTimers(trx, clocks, { at: time.now(), overdueFires: 'none' })
      return clocks.map(({ id }) => id)
    })
  },
}
