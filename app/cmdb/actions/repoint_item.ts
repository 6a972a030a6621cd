import { endRelations } from '#cmdb/actions/end_relations'
import { relationEntries } from '#cmdb/actions/record_relation'
import { itemReferences, refersToItems, type ItemRepointing } from '#cmdb/queries/item_references'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PER_QUERY = 400

/** Gives everything that names one item to another, in all domains. */
export async function repointItem(repointing: ItemRepointing) {
  const { trx, from, to } = repointing
  for (const { table, columns, repoint } of itemReferences()) {
    if (repoint) await repoint(repointing)
    else {
      for (const column of columns) {
        await trx
          .from(table)
          .where(column, from)
          .update({ [column]: to })
      }
    }
  }
}

refersToItems(
  {
    table: 'ci_relations',
    columns: ['source_id', 'target_id'],
    isOwn: true,
    repoint: repointRelations,
  },
  {
    table: 'past_ci_relations',
    columns: ['source_id', 'target_id'],
    isOwn: true,
    repoint: repointPastRelations,
  },
  { table: 'ci_sightings', columns: ['item_id'], isOwn: true, repoint: repointSightings },
  { table: 'ci_findings', columns: ['item_id'], isOwn: true, repoint: repointFindings },
  { table: 'ci_former_numbers', columns: ['item_id'], isOwn: true },
  // Values of the one that goes go with it; those taken over come with their origins (merge_items).
  { table: 'ci_provenances', columns: ['item_id'], isOwn: true, repoint: async () => {} },
  { table: 'ci_tags', columns: ['item_id'], isOwn: true, repoint: async () => {} },
  { table: 'bulk_edit_items', columns: ['item_id'], isOwn: true, repoint: async () => {} },
  { table: 'ci_attribute_values', columns: ['item_id'], isOwn: true, repoint: async () => {} },
  // What was found wrong with it was wrong with it alone.
  { table: 'ci_health_findings', columns: ['item_id'], isOwn: true, repoint: async () => {} },
  { table: 'unauthorised_changes', columns: ['item_id'], isOwn: true, repoint: async () => {} },
  { table: 'item_documents', columns: ['item_id'], isOwn: true },
  { table: 'impact_views', columns: ['ci_id'], isOwn: true }
)

/**
 * A relation both had stays once, and none leads from the item to itself. The histories of both items
 * and of whoever is at the other ends tell what went and what came (CFG-07).
 */
async function repointRelations({ trx, actor, from, to }: ItemRepointing) {
  const rows = await trx
    .from('ci_relations')
    .where((query) => {
      void query.whereIn('source_id', [from, to]).orWhereIn('target_id', [from, to])
    })
    .orderBy('id')
  const isOld = (row: Row) => row.source_id === from || row.target_id === from
  const keyOf = ({ relation_type_id: type, source_id: source, target_id: target }: Row) =>
    [type, source === from ? to : source, target === from ? to : target].join(' ')
  const termsOf = (row: Row) => `${keyOf(row)} ${row.valid_from ?? ''} ${row.valid_to ?? ''}`
  const kept = new Set(rows.filter((row: Row) => !isOld(row)).map(termsOf))
  const gone: number[] = []
  const moved: Row[] = []
  for (const row of rows.filter(isOld) as Row[]) {
    const isSelf = [from, to].includes(row.source_id) && [from, to].includes(row.target_id)
    if (isSelf || kept.has(termsOf(row))) gone.push(row.id)
    else moved.push(row)
    kept.add(termsOf(row))
  }
  await recordMoves(trx, {
    actor,
    from,
    to,
    gone: rows.filter(({ id }) => gone.includes(id)),
    moved,
  })
  await endRelations(trx, gone)
  const ids = moved.map(({ id }) => id)
  for (const column of ['source_id', 'target_id']) {
    await trx
      .from('ci_relations')
      .whereIn('id', ids)
      .where(column, from)
      .update({ [column]: to })
  }
}

type Moves = { actor: Actor; from: number; to: number; gone: Row[]; moved: Row[] }

async function recordMoves(
  trx: TransactionClientContract,
  { actor, from, to, gone, moved }: Moves
) {
  const ids = new Set(
    [...gone, ...moved].flatMap((row) => [row.source_id, row.target_id]).concat(to)
  )
  const organisations = new Map<number, number>()
  for (const some of portions([...ids], PER_QUERY)) {
    const items = await trx
      .from('configuration_items')
      .whereIn('id', some)
      .select('id', 'organisation_id')
    for (const item of items) organisations.set(item.id, item.organisation_id)
  }
  const types = await trx.from('relation_types').select('id', 'code')
  const codes = new Map<number, string>(types.map(({ id, code }) => [id, code]))
  const end = (id: number) => ({ id, organisationId: organisations.get(id)! })
  const facts = (row: Row, becomes: (id: number) => number) => ({
    ...{ id: row.id, version: row.version, typeCode: codes.get(row.relation_type_id)! },
    ...{ source: end(becomes(row.source_id)), target: end(becomes(row.target_id)) },
  })
  const asItWas = (id: number) => id
  const asItIs = (id: number) => (id === from ? to : id)
  await recordAudits(trx, [
    ...[...gone, ...moved].flatMap((row) =>
      relationEntries(facts(row, asItWas), { actor, action: 'unrelated' })
    ),
    ...moved.flatMap((row) => relationEntries(facts(row, asItIs), { actor, action: 'related' })),
  ])
}

/** The graph of a past day shows the one that remains; it never led to itself. */
async function repointPastRelations({ trx, from, to }: ItemRepointing) {
  const past = () => trx.from('past_ci_relations')
  await past().where('source_id', from).update({ source_id: to })
  await past().where('target_id', from).update({ target_id: to })
  await past().where({ source_id: to, target_id: to }).delete()
}

type Row = {
  id: number
  version: number
  relation_type_id: number
  source_id: number
  target_id: number
  valid_from: string | null
  valid_to: string | null
}

async function repointSightings({ trx, from, to }: ItemRepointing) {
  const sightings = () => trx.from('ci_sightings')
  const own = await sightings().where('item_id', to).select('ci_source_id')
  const known = own.map((row) => row.ci_source_id)
  await sightings().where('item_id', from).whereIn('ci_source_id', known).delete()
  await sightings().where('item_id', from).update({ item_id: to })
}

/** What was found about either is settled by their becoming one. */
async function repointFindings({ trx, from, to }: ItemRepointing) {
  await trx.from('ci_findings').where('item_id', from).update({ item_id: to, state: 'resolved' })
}
