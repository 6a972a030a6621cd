import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const ATTEMPTS = 3
const DEADLOCKS = ['ER_LOCK_DEADLOCK', 'SQLITE_BUSY']

/**
 * Runs a write in one transaction: all of it happens or nothing. When the database gives up one of
 * two transactions that wait for each other, the work is done anew; it must have no other effects.
 */
export async function inTransaction<Result>(
  work: (trx: TransactionClientContract) => Promise<Result>
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work)
    } catch (error) {
      if (attempt >= ATTEMPTS || !isDeadlock(error)) throw error
    }
  }
}

function isDeadlock(error: unknown) {
  return error instanceof Error && 'code' in error && DEADLOCKS.includes(String(error.code))
}
