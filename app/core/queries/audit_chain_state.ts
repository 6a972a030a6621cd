import { clock } from '#core/clock'
import { fromSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

const LATE_MINUTES = 10

export type AuditChainState = {
  /** Null while nothing was ever sealed. */
  lastSealedAt: string | null
  sealedCount: number
  unsealedCount: number
  /** Hash of the last seal: noted elsewhere, it proves later that the chain is the same. */
  hash: string | null
  /** Rows wait longer than the sealing job should need. */
  isLate: boolean
}

/** Where the chain of seals stands (G-03). */
export async function auditChainState(): Promise<AuditChainState> {
  const seal = await db
    .from('audit_seals')
    .orderBy('id', 'desc')
    .select('last_event_id', 'total_count', 'hash', 'sealed_at')
    .first()
  const waiting = () => db.from('audit_events').where('id', '>', Number(seal?.last_event_id ?? 0))
  const oldest = await waiting().orderBy('id').select('occurred_at').first()
  const [{ total }] = await waiting().count('* as total')
  return {
    lastSealedAt: fromSqlUtc(seal?.sealed_at)?.toISO() ?? null,
    sealedCount: Number(seal?.total_count ?? 0),
    unsealedCount: Number(total),
    hash: seal?.hash ?? null,
    isLate: isLate(oldest?.occurred_at),
  }
}

function isLate(oldest: unknown): boolean {
  const at = fromSqlUtc(oldest)
  return at !== null && at < clock.now().minus({ minutes: LATE_MINUTES })
}
