import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { recordFindings } from '#cmdb/actions/record_findings'
import { recordSightings } from '#cmdb/actions/record_sightings'
import { addItems, changeItems } from '#cmdb/actions/write_items'
import { originsOf, writeOrigins } from '#cmdb/actions/write_origins'
import type { RelationEnd } from '#cmdb/actions/record_relation'
import { addRelations, type RelationRow } from '#cmdb/actions/write_relations'
import type { ClassTree } from '#cmdb/imports/class_tree'
import { endsOf } from '#cmdb/imports/compare_items'
import type { ItemDraft, PlannedRelation } from '#cmdb/imports/item_draft'
import { leaveGoneEnds } from '#cmdb/imports/leave_gone_ends'
import { ambiguityOf, refusalsOf, twinsAcross } from '#cmdb/imports/item_findings'
import { neededMeanwhile } from '#cmdb/imports/check_steps'
import { waves } from '#cmdb/imports/named_rows'
import { takenMeanwhile } from '#cmdb/imports/unique_values'
import { RelationSet, type KnownRelations } from '#cmdb/imports/known_relations'
import { changesOf, takenProblem, toChange, toNewItem, undoOf } from '#cmdb/imports/written_rows'
import type CiSource from '#cmdb/models/ci_source'
import type { SourceFacts } from '#cmdb/workflow/authority'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { StoredRow } from '#core/imports/import_types'
import { MEANWHILE } from '#core/imports/store_plan'
import { saveSite } from '#directory/actions/save_site'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Context = {
  classes: ClassTree
  source: SourceFacts
  /** Null for a file of its own. */
  sourceRow: CiSource | null
  relations: KnownRelations
}

/** A planned row, or its draft. */
type RowNumber = { row: number }
type Pending = { draft: ItemDraft; relation: PlannedRelation }

const TARGET_LOST = 'ci_imports.problems.target_not_imported'

/** Writes planned rows many at a time: items, where their values come from, relations, findings. */
export class ItemWriter {
  readonly #drafts: ReadonlyMap<number, ItemDraft>
  /** By row: the item it became. */
  readonly #ends = new Map<number, RelationEnd>()
  /** By row: relations of other rows that name it. */
  readonly #inbound = new Map<number, Pending[]>()
  readonly #sites = new Map<string, number>()
  /** Relations that portions before this one wrote. */
  readonly #related = new RelationSet()
  /** Of a source: which run sees the items. */
  runId: number | null = null

  constructor(
    drafts: readonly ItemDraft[],
    private readonly context: Context
  ) {
    this.#drafts = new Map(drafts.map((draft) => [draft.row, draft]))
    for (const draft of drafts) {
      for (const relation of draft.relations) {
        if (!('draft' in relation.target)) continue
        const { row } = relation.target.draft
        this.#inbound.set(row, [...(this.#inbound.get(row) ?? []), { draft, relation }])
      }
    }
  }

  /** Sites that rows name and nobody knows; each is a change of its own with its own history. */
  async prepare(actor: Actor, rows: readonly RowNumber[]) {
    for (const { row } of rows) {
      const draft = this.#drafts.get(row)!
      if (!draft.newSite) continue
      const { id: organisationId, timeZone } = draft.organisation!
      const key = `${organisationId}\n${draft.newSite.toLowerCase()}`
      if (!this.#sites.has(key)) {
        const values = { name: draft.newSite, address: null, timeZone }
        const site = await saveSite.handle({ actor, organisationId, siteId: null, values })
        this.#sites.set(key, site.id)
      }
      draft.writes.siteId = this.#sites.get(key)!
    }
  }

  async storeMany(
    trx: TransactionClientContract,
    actor: Actor,
    rows: readonly RowNumber[]
  ): Promise<StoredRow[]> {
    const stored: StoredRow[] = []
    for (const wave of waves(rows.map(({ row }) => this.#drafts.get(row)!))) {
      stored.push(...(await this.#storeWave(trx, actor, wave)))
    }
    return stored
  }

  async #storeWave(
    trx: TransactionClientContract,
    actor: Actor,
    wave: readonly ItemDraft[]
  ): Promise<StoredRow[]> {
    const lost = wave.flatMap((draft) => this.#fillNamed(draft) ?? [])
    const wanted = wave.filter(({ row }) => !lost.some((each) => each.row === row))
    const taken = await takenMeanwhile(trx, wanted, this.context.classes)
    const needed = await neededMeanwhile(trx, wanted)
    const drafts = wanted.filter((draft) => !taken.has(draft) && !needed.has(draft))
    const facts = { actor, reason: this.context.sourceRow?.name ?? null }
    const added = drafts.filter(({ item }) => item === null)
    const known = drafts.filter(({ item }) => item !== null)
    const ids = await addItems(trx, added.map(toNewItem), facts)
    for (const [index, draft] of added.entries()) this.#settle(draft, ids[index]!)
    const changed = await changeItems(trx, known.map(toChange), facts)
    const before = new Map(changed.map((each) => [each.id, each]))
    const written = drafts.filter(({ item }) => item === null || before.has(item.id))
    for (const draft of known) if (before.has(draft.item!.id)) this.#settle(draft, draft.item!.id)

    const origins = await this.#keepOrigins(trx, actor, written)
    const { related, left } = await this.#relate(trx, actor, written)
    await recordFindings(trx, await this.#findings(trx, written, added))
    await this.#see(trx, written)
    await raiseImpactVersion(trx, changesOf(written, this.#ends, related))
    const stored = wanted.map((draft): StoredRow => {
      const { row, item } = draft
      const field = taken.get(draft)
      if (field) return { row, outcome: 'refused', problems: [takenProblem(field)] }
      if (needed.has(draft)) return { row, outcome: 'refused', problems: [MEANWHILE] }
      if (item && !before.has(item.id)) return { row, outcome: 'refused', problems: [MEANWHILE] }
      const recordId = this.#ends.get(row)!.id
      const undo = undoOf(draft, {
        before: before.get(recordId),
        origins,
        relations: related.get(row),
      })
      const problems = left.get(row) ?? []
      return { row, outcome: item ? 'changed' : 'created', problems, recordId, undo }
    })
    return [...lost, ...stored]
  }

  /** Attributes that name rows hold what these became; a row that became nothing takes this along. */
  #fillNamed(draft: ItemDraft): StoredRow | null {
    for (const { field, target } of draft.named) {
      const end = this.#ends.get(target.row)
      if (!end) {
        const problem = { field, key: TARGET_LOST, params: { row: target.row } }
        return { row: draft.row, outcome: 'refused', problems: [problem] }
      }
      draft.values[field] = end.id
      if (field in draft.writes) draft.writes[field] = end.id
    }
    return null
  }

  /** What rows tell that write no item: refusals, rows that fit several, and that the item was seen. */
  async leave(trx: TransactionClientContract, rows: readonly RowNumber[]) {
    const drafts = rows.map(({ row }) => this.#drafts.get(row)!)
    const seen = drafts.filter(({ status }) => status === 'unchanged')
    for (const draft of seen) this.#settle(draft, draft.item!.id)
    await this.#keepOrigins(
      trx,
      null,
      seen.filter(({ adopts }) => adopts.length > 0)
    )
    const { source } = this.context
    await recordFindings(trx, [
      ...seen.flatMap((draft) => refusalsOf(draft, source)),
      ...drafts.flatMap((draft) => ambiguityOf(draft, source)),
    ])
    await this.#see(trx, seen)
  }

  #settle(draft: ItemDraft, id: number) {
    this.#ends.set(draft.row, { id, organisationId: draft.organisation!.id })
  }

  async #keepOrigins(
    trx: TransactionClientContract,
    actor: Actor | null,
    drafts: readonly ItemDraft[]
  ) {
    const origin = {
      ...{ source: this.context.source.code, at: clock.now().toUTC().toISO()! },
      by: actor?.userId ?? null,
    }
    const edits = drafts.map((draft) => {
      const origins = originsOf([...Object.keys(draft.writes), ...draft.adopts], origin)
      for (const [field, values] of Object.entries(draft.seen)) {
        origins[field] = { ...origin, values }
      }
      return [this.#ends.get(draft.row)!.id, origins] as const
    })
    return writeOrigins(trx, new Map(edits))
  }

  /** A relation is written with whichever of its ends comes last. */
  async #relate(trx: TransactionClientContract, actor: Actor, drafts: readonly ItemDraft[]) {
    const { relations: known } = this.context
    const fresh = new RelationSet()
    const byRow = new Map<number, RelationRow[]>()
    for (const draft of drafts) {
      const own = draft.relations.map((relation): Pending => ({ draft, relation }))
      for (const pending of [...own, ...(this.#inbound.get(draft.row) ?? [])]) {
        const row = this.#rowOf(pending)
        if (!row) continue
        const ends = { typeCode: row.typeCode, sourceId: row.source.id, targetId: row.target.id }
        if ([known, this.#related, fresh].some((each) => each.has(ends))) continue
        fresh.add(ends)
        byRow.set(draft.row, [...(byRow.get(draft.row) ?? []), row])
      }
    }
    const { related, left } = await leaveGoneEnds(trx, byRow)
    const made = [...related.values()].flat()
    await addRelations(trx, made, actor)
    // A transaction that is done anew writes them anew.
    trx.after('commit', () => {
      for (const { typeCode, source, target } of made) {
        this.#related.add({ typeCode, sourceId: source.id, targetId: target.id })
      }
    })
    return { related, left }
  }

  #rowOf({ draft, relation }: Pending): RelationRow | null {
    const near = this.#endOf(draft)
    const { target } = relation
    const far = 'draft' in target ? this.#endOf(target.draft) : target.item
    const ends = endsOf(draft, relation, (each) => this.#endOf(each)?.id ?? null)
    const typeId = this.context.relations.typeIds.get(relation.typeCode)
    if (!near || !far || !ends || typeId === undefined) return null
    const both = [near, { id: far.id, organisationId: far.organisationId }]
    const end = (id: number) => both.find((each) => each.id === id)!
    const { typeCode, sourceId, targetId } = ends
    return { typeId, typeCode, source: end(sourceId), target: end(targetId) }
  }

  #endOf(draft: ItemDraft): RelationEnd | null {
    const written = this.#ends.get(draft.row)
    if (written) return written
    return draft.item ? { id: draft.item.id, organisationId: draft.item.organisationId } : null
  }

  async #findings(
    trx: TransactionClientContract,
    written: readonly ItemDraft[],
    added: readonly ItemDraft[]
  ) {
    const { source } = this.context
    const twins = await twinsAcross(trx, added, source)
    return [...written.flatMap((draft) => refusalsOf(draft, source)), ...twins]
  }

  async #see(trx: TransactionClientContract, drafts: readonly ItemDraft[]) {
    const { sourceRow } = this.context
    if (!sourceRow) return
    const ids = drafts.map(({ row }) => this.#ends.get(row)!.id)
    await recordSightings(trx, { sourceId: sourceRow.id, runId: this.runId, itemIds: ids })
  }
}
