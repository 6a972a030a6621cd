import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import { setImmediate } from 'node:timers/promises'

const CHUNK = 10_000

/**
 * Walks a large table by ascending id. Rows are handed over chunk by chunk, so that neither memory
 * nor the other requests of this process suffer from its size.
 */
export async function readInChunks<Row extends { id: number }>(
  query: () => DatabaseQueryBuilderContract<Row>,
  take: (row: Row) => void
) {
  for (let after = 0; ;) {
    const rows: Row[] = await query().where('id', '>', after).orderBy('id').limit(CHUNK)
    for (const row of rows) take(row)
    const last = rows.at(-1)
    if (!last || rows.length < CHUNK) return
    after = last.id
    await setImmediate()
  }
}
