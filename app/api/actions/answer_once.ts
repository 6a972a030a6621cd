import { KeyUsedOtherwise } from '#api/errors'
import { IDEMPOTENCY_HOURS } from '#config/api'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { createHash } from 'node:crypto'

type Input = {
  userId: number
  /** What the program calls its request; null does the work each time. */
  key: string | null
  /** The door and the body: the same key for another request is a mistake. */
  request: unknown
  work: (trx: TransactionClientContract) => Promise<string>
}

/**
 * Does the work of a request once, however often and however fast it is repeated: the answer is kept
 * with the key in the same transaction, and repetitions wait for it. Throws KeyUsedOtherwise.
 */
export const answerOnce = {
  async handle({
    userId,
    key,
    request,
    work,
  }: Input): Promise<{ answer: string; isKept: boolean }> {
    if (key !== null) await forget({ user_id: userId, key_hash: hash(key) })
    return inTransaction(async (trx) => {
      if (key === null) return { answer: await work(trx), isKept: false }
      const id = { user_id: userId, key_hash: hash(key) }
      const requestHash = hash(JSON.stringify(request))
      const kept = await claim(trx, id, requestHash)
      if (kept.request_hash !== requestHash) throw new KeyUsedOtherwise()
      if (kept.answer !== null) return { answer: kept.answer, isKept: true }
      const answer = await work(trx)
      await trx.from('api_requests').where(id).update({ answer })
      return { answer, isKept: false }
    })
  },
}

type Claim = { user_id: number; key_hash: string }

/** By itself: within the transaction it would lock the gap that equal requests all insert into. */
async function forget(id: Claim) {
  const forgotten = toSqlUtc(clock.now().minus({ hours: IDEMPOTENCY_HOURS }))
  await db.from('api_requests').where(id).where('created_at', '<=', forgotten).delete()
}

/**
 * The row of the key, made if it is new; whoever comes second waits here for the first one's end.
 * Merging locks the row for writing at once: ignoring would share it, and the waiters would deadlock.
 */
async function claim(trx: TransactionClientContract, id: Claim, requestHash: string) {
  const now = clock.now()
  await trx
    .knexQuery()
    .table('api_requests')
    .insert({ ...id, request_hash: requestHash, answer: null, created_at: toSqlUtc(now) })
    .onConflict(['user_id', 'key_hash'])
    .merge(['user_id'])
  return trx.from('api_requests').where(id).forUpdate().firstOrFail()
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
