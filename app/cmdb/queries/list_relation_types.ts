import RelationType from '#cmdb/models/relation_type'
import db from '@adonisjs/lucid/services/db'

/** A type with the pairs it links and how many relations are of it now. */
export type ListedRelationType = { type: RelationType; uses: number }

export async function listRelationTypes(): Promise<ListedRelationType[]> {
  const types = await RelationType.query()
    .preload('pairs', (pairs) => void pairs.orderBy('id'))
    .orderBy('position')
    .orderBy('id')
  const counts = await db
    .from('ci_relations')
    .groupBy('relation_type_id')
    .select('relation_type_id')
    .count('* as total')
  const usesOf = new Map(counts.map((row) => [Number(row.relation_type_id), Number(row.total)]))
  return types.map((type) => ({ type, uses: usesOf.get(type.id) ?? 0 }))
}
