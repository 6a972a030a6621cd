import { inverseOf } from '#cmdb/workflow/health_rules'
import { GONE } from '#cmdb/queries/items_in_use_of'
import { readInChunks } from '#core/queries/read_in_chunks'
import { isoOfSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'

/** What is counted of the relations that begin at one item (domain §4.7). */
export type RelationCounts = {
  relations: number
  duplicateRelations: number
  orphanRelations: number
  staleRelations: number
  soundRelations: number
}

/** Of the items of a portion, by id: their ends as rules name them, and what is counted. */
export type RelationFacts = {
  typesOf: ReadonlyMap<number, ReadonlySet<string>>
  counts: ReadonlyMap<number, RelationCounts>
}

type Type = { id: number; code: string; isSymmetric: boolean }
type Row = {
  id: number
  relation_type_id: number
  source_id: number
  target_id: number
  data_source: string
  updated_at: unknown
}

const TABLE = 'ci_relations'
const COLUMNS = ['id', 'relation_type_id', 'source_id', 'target_id', 'data_source', 'updated_at']

/**
 * The relations that hold on a day, told portion by portion of items, above `after` and up to `upTo`:
 * of which types each item has some with an item that is not gone, and how sound those are that begin
 * at it. Two alike are duplicates, one with an end that is gone is an orphan, one that a program told
 * and did not tell again since `staleBefore` is stale.
 */
export async function judgedRelations(day: string, staleBefore: string) {
  const gone = await goneItems()
  const types = await relationTypes()
  const duplicates = await duplicateRelations(day, [...types.values()])
  const isOrphan = (row: Row) => gone.has(row.source_id) || gone.has(row.target_id)

  return async function factsOf(after: number, upTo: number): Promise<RelationFacts> {
    const typesOf = new Map<number, Set<string>>()
    const counts = new Map<number, RelationCounts>()
    const note = (id: number, end: string) => {
      const known = typesOf.get(id)
      if (known) known.add(end)
      else typesOf.set(id, new Set([end]))
    }
    const within = (end: 'source_id' | 'target_id'): Promise<Row[]> =>
      trueOn(day, db.query<Row>().from(TABLE), TABLE)
        .where(end, '>', after)
        .where(end, '<=', upTo)
        .select(COLUMNS)

    for (const row of await within('source_id')) {
      const own = counts.get(row.source_id) ?? noRelations()
      counts.set(row.source_id, own)
      addUp(own, {
        isDuplicate: duplicates.has(row.id),
        isOrphan: isOrphan(row),
        isStale: row.data_source !== 'manual' && momentOf(row.updated_at) < staleBefore,
      })
      if (!isOrphan(row)) note(row.source_id, types.get(row.relation_type_id)!.code)
    }
    for (const row of await within('target_id')) {
      const { code, isSymmetric } = types.get(row.relation_type_id)!
      if (!isOrphan(row)) note(row.target_id, isSymmetric ? code : inverseOf(code))
    }
    return { typesOf, counts }
  }
}

function addUp(
  own: RelationCounts,
  { isDuplicate, isOrphan, isStale }: Record<'isDuplicate' | 'isOrphan' | 'isStale', boolean>
) {
  own.relations += 1
  if (isDuplicate) own.duplicateRelations += 1
  if (isOrphan) own.orphanRelations += 1
  if (isStale) own.staleRelations += 1
  if (!isDuplicate && !isOrphan && !isStale) own.soundRelations += 1
}

type Query = DatabaseQueryBuilderContract<Row>

function trueOn(day: string, query: Query, table: string): Query {
  const [from, to] = [`${table}.valid_from`, `${table}.valid_to`]
  return query
    .where((begun) => void begun.whereNull(from).orWhere(from, '<=', day))
    .where((lasting) => void lasting.whereNull(to).orWhere(to, '>=', day))
}

/** Ids of relations that say what an older one says already; of a symmetric type either way round. */
async function duplicateRelations(day: string, types: readonly Type[]): Promise<Set<number>> {
  const same = await alike(day, 'source_id', 'target_id')
  const symmetric = types.filter(({ isSymmetric }) => isSymmetric).map(({ id }) => id)
  const turned =
    symmetric.length === 0
      ? []
      : await alike(day, 'target_id', 'source_id').whereIn('later.relation_type_id', symmetric)
  return new Set([...(await same), ...turned].map(({ id }) => id))
}

function alike(day: string, source: string, target: string): Query {
  const pairs = db
    .query<Row>()
    .from(`${TABLE} as later`)
    .join(`${TABLE} as first`, (join) => {
      void join
        .on('first.relation_type_id', 'later.relation_type_id')
        .on('first.source_id', `later.${source}`)
        .on('first.target_id', `later.${target}`)
        .on('first.id', '<', 'later.id')
    })
    .select('later.id')
  return trueOn(day, trueOn(day, pairs, 'first'), 'later')
}

async function relationTypes(): Promise<Map<number, Type>> {
  const rows = await db.from('relation_types').select('id', 'code', 'is_symmetric')
  return new Map(
    rows.map(({ id, code, is_symmetric: is }) => [id, { id, code, isSymmetric: Boolean(is) }])
  )
}

async function goneItems(): Promise<Set<number>> {
  const gone = new Set<number>()
  await readInChunks<{ id: number }>(
    () =>
      db.query<{ id: number }>().from('configuration_items').whereIn('status', GONE).select('id'),
    ({ id }) => gone.add(id)
  )
  return gone
}

function momentOf(value: unknown): string {
  return isoOfSqlUtc(value)?.slice(0, 19).replace('T', ' ') ?? ''
}

function noRelations(): RelationCounts {
  return {
    relations: 0,
    duplicateRelations: 0,
    orphanRelations: 0,
    staleRelations: 0,
    soundRelations: 0,
  }
}
