import { isSqlite } from '#core/dialect'
import { clock as time } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { TIMER_LEASE_MINUTES } from '#config/timers'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { randomUUID } from 'node:crypto'

/** A due row a worker has taken; other workers leave it alone until the lease ends. */
export type ClaimedTimer = { id: number; clockId: number; ticketId: number }

/**
 * Takes the timers that are due, the oldest first (§3.3.13). On MariaDB and MySQL several workers
 * skip each other's rows; SQLite lets one write at a time.
 */
export async function claimTimers(
  worker: string,
  limit: number
): Promise<{ claim: string; timers: ClaimedTimer[] }> {
  await releaseLost()
  const now = toSqlUtc(time.now())
  // Of this claim alone: what failed in an earlier one waits for the end of its lease.
  const name = `${worker.slice(0, 60)}/${randomUUID().slice(0, 8)}`
  const claim = { state: 'claimed', claimed_by: name, claimed_at: now }
  if (isSqlite()) await claimByUpdate(claim, now, limit)
  else await claimByLock(claim, now, limit)
  const rows = await db
    .from('clock_timers as timers')
    .join('clocks', 'clocks.id', 'timers.clock_id')
    .where({ 'timers.state': 'claimed', 'timers.claimed_by': name })
    .orderBy('timers.fire_at')
    .orderBy('timers.id')
    .select('timers.id', 'timers.clock_id', 'clocks.ticket_id')
  const timers = rows.map((row) => ({
    id: Number(row.id),
    clockId: Number(row.clock_id),
    ticketId: Number(row.ticket_id),
  }))
  return { claim: name, timers }
}

/** What a worker that died had claimed is free again when its lease has ended. */
async function releaseLost() {
  const before = toSqlUtc(time.now().minus({ minutes: TIMER_LEASE_MINUTES }))
  await db
    .from('clock_timers')
    .where('state', 'claimed')
    .where('claimed_at', '<', before)
    .update({ state: 'pending', claimed_by: null, claimed_at: null })
}

type Claim = { state: string; claimed_by: string; claimed_at: string }

async function claimByUpdate(claim: Claim, now: string, limit: number) {
  await db
    .from('clock_timers')
    .whereIn('id', due(db.connection(), now, limit))
    .where('state', 'pending')
    .update(claim)
}

async function claimByLock(claim: Claim, now: string, limit: number) {
  await inTransaction(async (trx) => {
    const rows = await due(trx, now, limit).forUpdate().skipLocked()
    if (rows.length === 0) return
    await trx
      .from('clock_timers')
      .whereIn(
        'id',
        rows.map(({ id }) => Number(id))
      )
      .update(claim)
  })
}

function due(client: QueryClientContract, now: string, limit: number) {
  return client
    .from('clock_timers')
    .where('state', 'pending')
    .where('fire_at', '<=', now)
    .orderBy('fire_at')
    .orderBy('id')
    .limit(limit)
    .select('id')
}
