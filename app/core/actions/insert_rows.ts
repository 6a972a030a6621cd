import { toSqlUtc } from '#core/columns'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

type Row = Record<string, unknown>

/** Few enough for the bindings of one SQLite statement, many enough to save the way there. */
const ROWS_PER_STATEMENT = 250

/**
 * Inserts many rows with few statements. Every row has the columns of the first; moments and
 * booleans are stored as the models store them, JSON comes as text. No model hooks run.
 */
export async function insertRows(
  trx: TransactionClientContract,
  table: string,
  rows: readonly Row[]
) {
  for (const some of portions(rows, ROWS_PER_STATEMENT)) {
    await insertChunk(trx, table, some)
  }
}

async function insertChunk(trx: TransactionClientContract, table: string, rows: readonly Row[]) {
  const columns = Object.keys(rows[0]!)
  const holes = `(${columns.map(() => '?').join(', ')})`
  const names = columns.map((column) => `\`${column}\``).join(', ')
  const sql = `insert into \`${table}\` (${names}) values ${rows.map(() => holes).join(', ')}`
  await trx.rawQuery(
    sql,
    rows.flatMap((row) => columns.map((column) => toValue(row[column]))) as never[]
  )
}

function toValue(value: unknown) {
  if (value instanceof DateTime) return toSqlUtc(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  return value ?? null
}
