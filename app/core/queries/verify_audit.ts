import {
  digestOf,
  GENESIS,
  sealHash,
  unpackEntries,
  type AuditRow,
  type SealFacts,
} from '#core/audit_digest'
import { explain, type Deviation, type Finding } from '#core/queries/audit_finding'
import { auditRows } from '#core/queries/settled_events'
import { verifyPersonalValues } from '#core/queries/verify_personal_values'
import db from '@adonisjs/lucid/services/db'

const SEALS_PER_QUERY = 20
/** Findings beyond these are counted and not named. */
const NAMED_DEVIATIONS = 10_000

type Seal = SealFacts & { hash: string }
type Options = {
  /** A seal's hash noted outside the database earlier: the chain must still hold it. */
  knownHash?: string
  onProgress?: (rows: number) => void
}

/** Recomputes every seal of the audit and names what does not fit. */
export async function verifyAudit(options: Options = {}) {
  const check = new ChainCheck()
  for await (const seal of seals()) {
    await check.take(seal)
    options.onProgress?.(check.rows)
  }
  return check.result(options.knownHash)
}

export type Verification = Awaited<ReturnType<typeof verifyAudit>>

class ChainCheck {
  rows = 0
  #seals = 0
  #erased = 0
  #previous: Pick<Seal, 'id' | 'last_event_id' | 'total_count' | 'hash'> = {
    id: 0,
    last_event_id: 0,
    total_count: 0,
    hash: GENESIS,
  }
  #hashes = new Set<string>()
  #chainFindings: Finding[] = []
  #deviations: Deviation[] = []
  #unnamed = 0

  async take(seal: Seal) {
    const isNext = this.#takeLink(seal)
    // Rows before a seal whose predecessor is gone belonged to that one.
    const afterId = isNext ? this.#previous.last_event_id : seal.first_event_id - 1
    const events: AuditRow[] = await auditRows(db.connection(), afterId).where(
      'id',
      '<=',
      seal.last_event_id
    )
    this.#compare(seal, events)
    await this.#takePersonalValues(events)
    this.rows += events.length
    this.#seals += 1
    this.#hashes.add(seal.hash)
    this.#previous = seal
  }

  async result(knownHash: string | undefined) {
    const isHeadKnown = knownHash === undefined || this.#hashes.has(knownHash)
    const findings = [...this.#chainFindings, ...explain(this.#deviations)]
    if (!isHeadKnown) findings.push({ kind: 'head_unknown', hash: knownHash })
    return {
      rows: this.rows,
      seals: this.#seals,
      unsealed: await countUnsealed(this.#previous.last_event_id),
      erasedValues: this.#erased,
      head: this.#seals > 0 ? { sealId: this.#previous.id, hash: this.#previous.hash } : null,
      findings,
      unnamed: this.#unnamed,
    }
  }

  /** Whether the seal is the successor of the one before it. */
  #takeLink(seal: Seal): boolean {
    for (let id = this.#previous.id + 1; id < seal.id; id += 1) {
      this.#chainFindings.push({ kind: 'seal_missing', sealId: id })
    }
    if (sealHash(seal) !== seal.hash) {
      this.#chainFindings.push({ kind: 'seal_altered', sealId: seal.id })
    }
    const isNext = seal.id === this.#previous.id + 1
    const follows =
      seal.previous_hash === this.#previous.hash &&
      seal.total_count === this.#previous.total_count + seal.event_count
    if (isNext && !follows) this.#chainFindings.push({ kind: 'broken_link', sealId: seal.id })
    return isNext
  }

  #compare(seal: Seal, events: AuditRow[]) {
    const sealed = new Map(
      unpackEntries(seal.entries, seal.first_event_id).map(({ id, digest }) => [id, digest])
    )
    for (const event of events) {
      const found = digestOf(event)
      const expected = sealed.get(event.id) ?? null
      sealed.delete(event.id)
      if (found !== expected) this.#note({ eventId: event.id, sealed: expected, found })
    }
    for (const [eventId, digest] of sealed) this.#note({ eventId, sealed: digest, found: null })
  }

  async #takePersonalValues(events: AuditRow[]) {
    const { alteredIn, erased } = await verifyPersonalValues(events)
    this.#erased += erased
    for (const eventId of alteredIn) {
      this.#chainFindings.push({ kind: 'personal_value_altered', eventId })
    }
  }

  #note(deviation: Deviation) {
    if (this.#deviations.length < NAMED_DEVIATIONS) this.#deviations.push(deviation)
    else this.#unnamed += 1
  }
}

async function* seals(): AsyncGenerator<Seal> {
  for (let lastId = 0; ;) {
    const rows: Seal[] = await db
      .from('audit_seals')
      .where('id', '>', lastId)
      .orderBy('id')
      .limit(SEALS_PER_QUERY)
      .select('*')
    if (rows.length === 0) return
    yield* rows
    lastId = rows.at(-1)!.id
  }
}

async function countUnsealed(lastSealedId: number): Promise<number> {
  const [row] = await db.from('audit_events').where('id', '>', lastSealedId).count('* as total')
  return Number(row.total)
}
