import env from '#start/env'
import { createHmac, hash, hkdfSync } from 'node:crypto'

/** A row of the audit as the database gives it; `changes` as text. */
export type AuditRow = Record<(typeof AUDIT_COLUMNS)[number], unknown> & { id: number }

/** Everything a row says, in the order in which it is digested. */
export const AUDIT_COLUMNS = [
  'occurred_at',
  'actor_user_id',
  'actor_label',
  'channel',
  'request_id',
  'organisation_id',
  'subject_type',
  'subject_id',
  'subject_version',
  'action',
  'reason',
  'changes',
] as const

export type SealedEntry = { id: number; digest: string }

export type SealFacts = {
  id: number
  first_event_id: number
  last_event_id: number
  event_count: number
  total_count: number
  entries: Buffer
  previous_hash: string
  sealed_at: string
}

/** What the first seal follows. */
export const GENESIS = '0'.repeat(64)

const DIGEST_BYTES = 16
const OFFSET_BYTES = 4
const ENTRY_BYTES = OFFSET_BYTES + DIGEST_BYTES

/**
 * What a row says, without its id: rows that changed places are found by whose digest they carry.
 * Both databases give the same text for the same row.
 */
export function digestOf(row: AuditRow): string {
  const values = AUDIT_COLUMNS.map((column) =>
    column === 'changes' ? canonicalJson(String(row.changes)) : row[column]
  )
  return hash('sha256', JSON.stringify(values), 'hex').slice(0, DIGEST_BYTES * 2)
}

/** Keyed with a secret outside the database: who can write there alone cannot make a new chain. */
export function sealHash(seal: SealFacts): string {
  const head = [
    seal.id,
    seal.previous_hash,
    seal.first_event_id,
    seal.last_event_id,
    seal.event_count,
    seal.total_count,
    seal.sealed_at,
  ]
  return createHmac('sha256', sealKey())
    .update(`${head.join('\n')}\n`)
    .update(seal.entries)
    .digest('hex')
}

/** Per row: four bytes of distance from the first id, sixteen of digest. */
export function packEntries(entries: readonly SealedEntry[]): Buffer {
  const packed = Buffer.alloc(entries.length * ENTRY_BYTES)
  entries.forEach(({ id, digest }, index) => {
    packed.writeUInt32BE(id - entries[0]!.id, index * ENTRY_BYTES)
    packed.write(digest, index * ENTRY_BYTES + OFFSET_BYTES, 'hex')
  })
  return packed
}

export function unpackEntries(packed: Buffer, firstId: number): SealedEntry[] {
  return Array.from({ length: Math.floor(packed.length / ENTRY_BYTES) }, (_, index) => {
    const start = index * ENTRY_BYTES
    const digest = packed.toString('hex', start + OFFSET_BYTES, start + ENTRY_BYTES)
    return { id: firstId + packed.readUInt32BE(start), digest }
  })
}

let key: ArrayBuffer | undefined

function sealKey(): Buffer {
  key ??= hkdfSync('sha256', env.get('APP_KEY').release(), '', 'opora audit seals', 32)
  return Buffer.from(key)
}

/** MySQL stores JSON with its own spaces and order of keys; what it says is what counts. */
function canonicalJson(text: string): string {
  if (text === '[]') return text
  try {
    return JSON.stringify(sorted(JSON.parse(text)))
  } catch {
    return text
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]))
}
