import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import { setImmediate } from 'node:timers/promises'

/** Few enough to be gone before the collector takes them for something that stays. */
const CHUNK = 2_000

/**
 * Walks a large table by ascending id. Rows are handed over chunk by chunk, so that neither memory
 * nor the other requests of this process suffer from its size; the database reads the next chunk
 * meanwhile.
 */
export async function readInChunks<Row extends { id: number }>(
  query: () => DatabaseQueryBuilderContract<Row>,
  take: (row: Row) => void
) {
  const chunkAfter = (id: number): Promise<Row[]> => {
    const rows = Promise.resolve(query().where('id', '>', id).orderBy('id').limit(CHUNK))
    // Whoever waits for it hears of a failure; nobody does when a row before was refused.
    rows.catch(() => undefined)
    return rows
  }
  for (let next: Promise<Row[]> | null = chunkAfter(0); next !== null;) {
    const rows: Row[] = await next
    next = rows.length < CHUNK ? null : chunkAfter(rows.at(-1)!.id)
    // The query is under way before this process is busy with the rows.
    await setImmediate()
    for (const row of rows) take(row)
  }
}
