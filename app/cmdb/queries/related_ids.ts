import db from '@adonisjs/lucid/services/db'

/** Items on the other end of any relation of the given ones, and the given ones. */
export async function relatedIds(ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return []
  const rows: { source_id: number; target_id: number }[] = await db
    .from('ci_relations')
    .whereIn('source_id', [...ids])
    .orWhereIn('target_id', [...ids])
    .select('source_id', 'target_id')
  return [...new Set(rows.flatMap((row) => [row.source_id, row.target_id]))]
}
