import { originsOf, writeOrigins } from '#cmdb/actions/write_origins'
import { MANUAL_SOURCE } from '#cmdb/workflow/authority'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Which fields of an item somebody edited, those without a history too. */
type Edited = { itemId: number; fields: readonly string[] }

/** What a person edits in the form comes from them; a lock of the field stays. */
export async function keepManualOrigins(
  trx: TransactionClientContract,
  { actor, itemId, fields }: { actor: Actor } & Edited
) {
  await keepManualOriginsOfMany(trx, actor, [{ itemId, fields }])
}

/** The same for many items at once; gives the origins as they were. */
export async function keepManualOriginsOfMany(
  trx: TransactionClientContract,
  actor: Actor,
  edited: readonly Edited[]
) {
  const origin = { source: MANUAL_SOURCE.code, at: clock.now().toUTC().toISO()!, by: actor.userId }
  const byItem = edited.map(({ itemId, fields }) => [itemId, originsOf(fields, origin)] as const)
  return writeOrigins(trx, new Map(byItem), { keepsValues: true })
}
