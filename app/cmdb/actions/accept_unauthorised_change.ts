import { decideFinding } from '#cmdb/actions/decide_finding'
import { findOpenFinding } from '#cmdb/actions/find_open_finding'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; findingId: number; seenVersion: number; reason: string }

/**
 * What was changed is right after all, for a reason that is kept (CFG-11).
 * @throws StaleRecord, Refusal
 */
export const acceptUnauthorisedChange = {
  async handle({ actor, findingId, seenVersion, reason }: Input) {
    await inTransaction(async (trx) => {
      const finding = await findOpenFinding(trx, findingId, seenVersion)
      await decideFinding(trx, finding, { actor, state: 'accepted', reason })
    })
  },
}
