import { inverseOf } from '#cmdb/workflow/health_rules'
import { GONE } from '#cmdb/queries/items_in_use_of'
import { readInChunks } from '#cmdb/queries/read_in_chunks'
import { isoOfSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

/** What is counted of the relations that begin at one item (domain §4.7). */
export type RelationCounts = {
  relations: number
  duplicateRelations: number
  orphanRelations: number
  staleRelations: number
  soundRelations: number
}

type Row = {
  id: number
  relation_type_id: number
  source_id: number
  target_id: number
  data_source: string
  updated_at: unknown
  valid_from: string | null
  valid_to: string | null
}

/**
 * The relations that hold on a day: of which types each item has some with an item that is not gone,
 * and how sound those are that begin at it. Two alike are duplicates, one with an end that is gone is
 * an orphan, one that a program told and did not tell again since `staleBefore` is stale.
 */
export async function judgedRelations(day: string, staleBefore: string) {
  const gone = await goneItems()
  const types = new Map<number, { code: string; isSymmetric: boolean }>(
    (await db.from('relation_types').select('id', 'code', 'is_symmetric')).map((row) => [
      row.id,
      { code: row.code, isSymmetric: Boolean(row.is_symmetric) },
    ])
  )
  const typesOf = new Map<number, Set<string>>()
  const counts = new Map<number, RelationCounts>()
  const seen = new Set<string>()

  const note = (id: number, end: string) => {
    typesOf.set(id, (typesOf.get(id) ?? new Set()).add(end))
  }

  await readInChunks<Row>(relationRows, (row) => {
    if ((row.valid_from ?? '') > day || (row.valid_to ?? '9') < day) return
    const { code, isSymmetric } = types.get(row.relation_type_id)!
    const ends = [row.source_id, row.target_id]
    if (isSymmetric) ends.sort((a, b) => a - b)
    const key = `${row.relation_type_id}/${ends.join('/')}`
    const isDuplicate = seen.has(key)
    seen.add(key)
    const isOrphan = gone.has(row.source_id) || gone.has(row.target_id)
    const isStale = row.data_source !== 'manual' && momentOf(row.updated_at) < staleBefore
    const own = counts.get(row.source_id) ?? noRelations()
    counts.set(row.source_id, own)
    own.relations += 1
    if (isDuplicate) own.duplicateRelations += 1
    if (isOrphan) own.orphanRelations += 1
    if (isStale) own.staleRelations += 1
    if (!isDuplicate && !isOrphan && !isStale) own.soundRelations += 1
    if (isOrphan) return
    note(row.source_id, code)
    note(row.target_id, isSymmetric ? code : inverseOf(code))
  })
  return { typesOf, counts }
}

function relationRows() {
  return db
    .query<Row>()
    .from('ci_relations')
    .select('id', 'relation_type_id', 'source_id', 'target_id', 'data_source', 'updated_at')
    .select('valid_from', 'valid_to')
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
    ...{ relations: 0, duplicateRelations: 0, orphanRelations: 0 },
    ...{ staleRelations: 0, soundRelations: 0 },
  }
}
