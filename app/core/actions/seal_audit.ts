import {
  digestOf,
  GENESIS,
  packEntries,
  sealHash,
  type AuditRow,
  type SealFacts,
} from '#core/audit_digest'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { settledEnd, settledEvents } from '#core/queries/settled_events'
import db from '@adonisjs/lucid/services/db'

/** Its entries take 40 kB, which fits the smaller of the databases' plain binary columns. */
const EVENTS_PER_SEAL = 2000
const TAKEN = ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']

type LastSeal = { id: number; last_event_id: number; total_count: number; hash: string }
export type Seal = SealFacts & { hash: string }

/**
 * Seals the rows of the audit that are not sealed yet, in batches chained by hash. Writers never
 * wait for it. Of two sealers at once one writes and the other stops. Returns the last seal made.
 */
export const sealAudit = {
  async handle(): Promise<Seal | null> {
    let latest: Seal | null = null
    const beforeId = await settledEnd(await lastSealedId())
    for (let seal = await sealNext(beforeId); seal; seal = await sealNext(beforeId)) latest = seal
    return latest
  },
}

async function lastSealedId(): Promise<number> {
  return Number((await lastSeal())?.last_event_id ?? 0)
}

function lastSeal(): Promise<LastSeal | null> {
  return db
    .from('audit_seals')
    .orderBy('id', 'desc')
    .select('id', 'last_event_id', 'total_count', 'hash')
    .first()
}

async function sealNext(beforeId: number): Promise<Seal | null> {
  const previous = await lastSeal()
  const afterId = Number(previous?.last_event_id ?? 0)
  const events = await settledEvents({ afterId, beforeId, limit: EVENTS_PER_SEAL })
  if (events.length === 0) return null

  const seal = sealOver(events, previous)
  return (await isFirst(seal)) ? seal : null
}

function sealOver(events: AuditRow[], previous: LastSeal | null): Seal {
  const entries = events.map((event) => ({ id: Number(event.id), digest: digestOf(event) }))
  const facts = {
    id: (previous?.id ?? 0) + 1,
    first_event_id: entries[0]!.id,
    last_event_id: entries.at(-1)!.id,
    event_count: entries.length,
    total_count: Number(previous?.total_count ?? 0) + entries.length,
    entries: packEntries(entries),
    previous_hash: previous?.hash ?? GENESIS,
    sealed_at: toSqlUtc(clock.now()),
  }
  return { ...facts, hash: sealHash(facts) }
}

/** Writes the seal; false when another sealer was faster. */
async function isFirst(seal: Seal): Promise<boolean> {
  try {
    await db.table('audit_seals').insert(seal)
    return true
  } catch (error) {
    if (TAKEN.includes(String((error as { code?: unknown }).code))) return false
    throw error
  }
}
