import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { endSessions } from '#directory/actions/end_sessions'

type Input = { actor: Actor; sessionId: number }

/** Ends the session: a copy of its cookie is worth nothing afterwards. */
export const signOut = {
  async handle({ actor, sessionId }: Input) {
    const userId = actor.userId!
    await inTransaction(async (trx) => {
      await endSessions(trx, { userId, id: sessionId, reason: 'signed_out' })
      await recordAudit(trx, {
        actor,
        subjectType: 'user',
        subjectId: userId,
        organisationId: null,
        action: 'user.signed_out',
      })
    })
  },
}
