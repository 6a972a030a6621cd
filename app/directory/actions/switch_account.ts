import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { refuseSelf } from '#core/separation_of_duties'
import { inTransaction } from '#core/transaction'
import { endSessions } from '#directory/actions/end_sessions'
import { keepAdministrators, unlimitedRightsOf } from '#directory/actions/keep_administrators'
import User from '#directory/models/user'

type Input = { actor: Actor; userId: number; isActive: boolean }

/** Lets an account sign in or no longer; switched off it is out of every browser at once (T8). Throws DutySeparated, LastAdministrator. */
export const switchAccount = {
  async handle({ actor, userId, isActive }: Input) {
    refuseSelf('own_account', actor.userId, userId)
    await inTransaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
      if (user.isActive === isActive) return
      await user.merge({ isActive, version: user.version + 1 }).save()
      if (!isActive) await endSessions(trx, { userId, reason: 'deactivated' })
      if (!isActive) await keepAdministrators(trx, await unlimitedRightsOf(trx, userId))
      await recordAudit(trx, {
        actor,
        subjectType: 'user',
        subjectId: userId,
        subjectVersion: user.version,
        organisationId: null,
        action: isActive ? 'user.activated' : 'user.deactivated',
      })
    })
  },
}
