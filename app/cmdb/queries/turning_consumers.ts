import db from '@adonisjs/lucid/services/db'

/** Both ends of relations that begin or end between two days: what held on one may not on the other. */
export async function turningConsumers(from: string, to: string): Promise<number[]> {
  const rows: { source_id: number; target_id: number }[] = await db
    .from('ci_relations')
    .whereBetween('valid_from', [from, to])
    .orWhereBetween('valid_to', [from, to])
    .select('source_id', 'target_id')
  return [...new Set(rows.flatMap((row) => [row.source_id, row.target_id]))]
}
