import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import type { DateTime } from 'luxon'

const ROWS_PER_CHUNK = 500

type Doomed = { table: string; key?: string; where: (query: DatabaseQueryBuilderContract) => void }

/** Rows whose moment in a column lies before another. */
export function older(table: string, column: string, before: DateTime): Doomed {
  return { table, where: (query) => void query.where(column, '<', toSqlUtc(before)) }
}

export async function countDoomed({ table, where }: Doomed): Promise<number> {
  const query = db.from(table)
  where(query)
  const [row] = await query.count('* as total')
  return Number(row.total)
}

/** Deletes rows a few hundred at a time: nobody who writes meanwhile waits for all of them. */
export async function* deleteInChunks({ table, key = 'id', where }: Doomed) {
  for (;;) {
    const query = db.from(table).select(key).orderBy(key).limit(ROWS_PER_CHUNK)
    where(query)
    const ids = (await query).map((row) => row[key])
    if (ids.length === 0) return
    await inTransaction((trx) => trx.from(table).whereIn(key, ids).delete())
    yield ids.length
  }
}
