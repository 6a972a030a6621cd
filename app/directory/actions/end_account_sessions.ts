import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { refuseSelf } from '#core/separation_of_duties'
import { inTransaction } from '#core/transaction'
import { endSessions } from '#directory/actions/end_sessions'

type Input = { actor: Actor; userId: number }

/** Signs somebody out of every browser. Throws DutySeparated for one's own account. */
export const endAccountSessions = {
  async handle({ actor, userId }: Input): Promise<number> {
    refuseSelf('own_account', actor.userId, userId)
    return inTransaction(async (trx) => {
      const ended = await endSessions(trx, { userId, reason: 'ended_by_administrator' })
      if (ended === 0) return ended
      await recordAudit(trx, {
        ...{ actor, action: 'user.signed_out_everywhere', subjectType: 'user', subjectId: userId },
        organisationId: null,
        changes: [{ field: 'sessions', before: null, after: ended }],
      })
      return ended
    })
  },
}
