import { writeOrigins } from '#cmdb/actions/write_origins'
import { MANUAL_SOURCE } from '#cmdb/workflow/authority'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { FieldChange } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What a person edits in the form comes from them; a lock of the field stays. */
export async function keepManualOrigins(
  trx: TransactionClientContract,
  { actor, itemId, changes }: { actor: Actor; itemId: number; changes: readonly FieldChange[] }
) {
  const origin = { source: MANUAL_SOURCE.code, at: clock.now().toUTC().toISO()!, by: actor.userId }
  const fields = Object.fromEntries(changes.map(({ field }) => [field, origin]))
  await writeOrigins(trx, new Map([[itemId, fields]]))
}
