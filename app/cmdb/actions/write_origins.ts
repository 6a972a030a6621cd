import { itemOrigins } from '#cmdb/queries/item_origins'
import type { FieldOrigin, FieldOrigins } from '#cmdb/workflow/authority'
import { upsertRows } from '#core/actions/upsert_rows'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** By item: what becomes of the origins of its fields; null forgets one. */
export type OriginEdits = ReadonlyMap<number, Record<string, FieldOrigin | null>>

/**
 * Keeps where values of items come from, many at a time; a lock outlives whoever writes, and what
 * sources named of several values outlives a person's edit (`keepsValues`). Gives the origins as they
 * were.
 */
export async function writeOrigins(
  trx: TransactionClientContract,
  edits: OriginEdits,
  { keepsValues = false } = {}
): Promise<Map<number, FieldOrigins>> {
  const before = await itemOrigins([...edits.keys()], trx)
  const rows = [...edits].map(([itemId, changes]) => {
    const fields: FieldOrigins = { ...before.get(itemId) }
    for (const [field, origin] of Object.entries(changes)) {
      const { isLocked, values } = fields[field] ?? {}
      const kept = { ...(isLocked && { isLocked }), ...(keepsValues && values && { values }) }
      if (origin === null) delete fields[field]
      else fields[field] = { ...kept, ...origin }
    }
    return { item_id: itemId, fields: JSON.stringify(fields) }
  })
  if (rows.length > 0) {
    await upsertRows(trx, 'ci_provenances', rows, { key: ['item_id'], update: ['fields'] })
  }
  return before
}

/** Fields with the same origin. */
export function originsOf(fields: readonly string[], origin: FieldOrigin): FieldOrigins {
  return Object.fromEntries(fields.map((field) => [field, origin]))
}
