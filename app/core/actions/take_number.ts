import { isSqlite } from '#core/dialect'
import { NUMBER_SERIES, type NumberedKind } from '#config/numbering'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * The next number of a series, for example `INC-000123` (G-01). Taken last in the creating
 * transaction, because its row stays locked until the commit. `count` reserves several at once and
 * returns them in order.
 */
export async function takeNumbers(
  trx: TransactionClientContract,
  kind: NumberedKind,
  count: number
) {
  const { prefix, digits } = NUMBER_SERIES[kind]
  const first = (await raise(trx, kind, count)) - count
  return Array.from(
    { length: count },
    (_, index) => `${prefix}-${String(first + index).padStart(digits, '0')}`
  )
}

export async function takeNumber(trx: TransactionClientContract, kind: NumberedKind) {
  const [number] = await takeNumbers(trx, kind, 1)
  return number!
}

/** Raises the counter, whose row is reference data, and reads it in one statement. */
async function raise(
  trx: TransactionClientContract,
  kind: NumberedKind,
  count: number
): Promise<number> {
  if (isSqlite(trx)) {
    const sql =
      'update number_sequences set next_value = next_value + ? where kind = ? returning next_value'
    const [row] = await trx.rawQuery(sql, [count, kind])
    if (!row) throw new RangeError(`No number series ${kind}`)
    return Number(row.next_value)
  }
  const sql =
    'update number_sequences set next_value = last_insert_id(next_value + ?) where kind = ?'
  const [result] = await trx.rawQuery(sql, [count, kind])
  if (result.affectedRows === 0) throw new RangeError(`No number series ${kind}`)
  return Number(result.insertId)
}
