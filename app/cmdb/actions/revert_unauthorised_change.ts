import { findOpenFinding } from '#cmdb/actions/find_open_finding'
import { decideFinding } from '#cmdb/actions/decide_finding'
import { restoreValue } from '#cmdb/actions/restore_value'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; findingId: number; seenVersion: number; reason: string | null }

/**
 * Gives an item back what it had before a source changed it (CFG-11).
 * @throws StaleRecord, Refusal when the item has moved on since, or the value no longer fits
 */
export const revertUnauthorisedChange = {
  async handle({ actor, findingId, seenVersion, reason }: Input) {
    await inTransaction(async (trx) => {
      const finding = await findOpenFinding(trx, findingId, seenVersion)
      await decideFinding(trx, finding, { actor, state: 'reverted', reason })
      await restoreValue(trx, finding, { actor, reason })
    })
  },
}
