import { noneOf } from '#core/imports/count_rows'
import db from '@adonisjs/lucid/services/db'

/** How many rows of an import came to each of the outcomes; those without one are not counted. */
export async function countOutcomes<Outcome extends string>(
  table: 'import_rows' | 'import_undos',
  importId: number,
  outcomes: readonly Outcome[]
): Promise<Record<Outcome, number>> {
  const rows = await db
    .from(table)
    .where('data_import_id', importId)
    .whereNotNull('outcome')
    .groupBy('outcome')
    .select('outcome')
    .count('* as total')
  const counts = noneOf(outcomes)
  for (const row of rows) counts[row.outcome as Outcome] = Number(row.total)
  return counts
}
