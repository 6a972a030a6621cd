import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { checkOwner, type OwnProof } from '#directory/actions/check_owner'
import { endSessions } from '#directory/actions/end_sessions'
import { notifyAccount } from '#directory/actions/notify_account'
import { actorOf } from '#directory/actions/open_session'
import { SecondFactorRequired } from '#directory/errors/second_factor'
import type User from '#directory/models/user'
import { isSecondFactorRequired } from '#directory/queries/second_factor'

type Own = { user: User; proof: OwnProof; sessionId: number; requestId: string | null }
type Reset = { actor: Actor; userId: number }

export const removeSecondFactor = {
  /** By its owner. Throws what `checkOwner` throws, and SecondFactorRequired while a role demands it. */
  async handle({ user, proof, sessionId, requestId }: Own) {
    if (await isSecondFactorRequired(user.id)) throw new SecondFactorRequired()
    await checkOwner(user, proof, requestId)
    await remove(user.id, sessionId, actorOf(user, requestId), 'second_factor_disabled')
  },

  /** By an administrator for somebody who lost the app and the codes; ends all their sessions. */
  async reset({ actor, userId }: Reset) {
    await remove(userId, null, actor, 'second_factor_reset')
  },
}

type Removal = 'second_factor_disabled' | 'second_factor_reset'

async function remove(userId: number, sessionId: number | null, actor: Actor, what: Removal) {
  await inTransaction(async (trx) => {
    await trx.from('user_second_factors').where('user_id', userId).delete()
    await trx.from('user_recovery_codes').where('user_id', userId).delete()
    await endSessions(trx, { userId, exceptId: sessionId, reason: 'second_factor_changed' })
    await recordAudit(trx, {
      actor,
      subjectType: 'user',
      subjectId: userId,
      organisationId: null,
      action: `user.${what}`,
    })
    await notifyAccount(trx, { userId, notice: what, actor })
  })
}
