import { isSqlite } from '#core/dialect'
import { toSqlUtc } from '#core/columns'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

type Row = Record<string, unknown>
type Options = {
  /** Of the unique index that tells rows apart. */
  key: readonly string[]
  /** Columns a row that is there takes over. */
  update: readonly string[]
  /** Columns to which 1 is added in place of being taken over. */
  count?: readonly string[]
}

/** Few enough for the bindings of one SQLite statement. */
const ROWS_PER_STATEMENT = 250

/**
 * Writes many rows with few statements: those whose key is there are changed, the others added. Every
 * row has the columns of the first; JSON comes as text. No model hooks run.
 */
export async function upsertRows(
  trx: TransactionClientContract,
  table: string,
  rows: readonly Row[],
  options: Options
) {
  for (const chunk of portions(rows, ROWS_PER_STATEMENT)) {
    const columns = Object.keys(chunk[0]!)
    const holes = `(${columns.map(() => '?').join(', ')})`
    const sql = `insert into \`${table}\` (${columns.map(quoted).join(', ')})
      values ${chunk.map(() => holes).join(', ')} ${onConflict(trx, table, options)}`
    const values = chunk.flatMap((row) => columns.map((column) => toValue(row[column])))
    await trx.rawQuery(sql, values as never[])
  }
}

function onConflict(trx: TransactionClientContract, table: string, options: Options): string {
  const { key, update, count = [] } = options
  const taken = (column: string) =>
    isSqlite(trx) ? `excluded.${quoted(column)}` : `values(${quoted(column)})`
  const sets = [
    ...update.map((column) => `${quoted(column)} = ${taken(column)}`),
    ...count.map((column) => `${quoted(column)} = ${quoted(table)}.${quoted(column)} + 1`),
  ].join(', ')
  if (isSqlite(trx)) return `on conflict (${key.map(quoted).join(', ')}) do update set ${sets}`
  return `on duplicate key update ${sets}`
}

function quoted(name: string): string {
  return `\`${name}\``
}

function toValue(value: unknown) {
  if (value instanceof DateTime) return toSqlUtc(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  return value ?? null
}
