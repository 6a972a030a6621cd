import { UnknownReference } from '#directory/errors/references'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Rows of `table` must exist under all the ids that are given. Throws UnknownReference on `field`. */
export async function refuseMissing(
  trx: TransactionClientContract,
  table: string,
  given: readonly (number | null)[],
  field: string
) {
  const ids = [...new Set(given.filter((id) => id !== null))]
  if (ids.length === 0) return
  const found = await trx.from(table).whereIn('id', ids).select('id')
  if (found.length !== ids.length) throw new UnknownReference(field)
}
