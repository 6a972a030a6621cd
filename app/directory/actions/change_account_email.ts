import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { refuseTakenAddress } from '#directory/actions/create_account'
import { lockAccount } from '#directory/actions/give_role'
import { notifyAccount } from '#directory/actions/notify_account'

type Input = { actor: Actor; userId: number; seenVersion: number; email: string }

/**
 * Another address to sign in with. Links that were mailed to the old one are void, and the old one
 * is told. Throws StaleRecord, AddressTaken.
 */
export const changeAccountEmail = {
  async handle({ actor, userId, seenVersion, email }: Input) {
    await inTransaction(async (trx) => {
      const user = await lockAccount(trx, userId, seenVersion)
      const before = user.email
      if (before === email) return
      await refuseTakenAddress(trx, email, userId)
      await user.merge({ email, version: user.version + 1 }).save()
      await trx
        .from('password_links')
        .where('user_id', userId)
        .whereNull('used_at')
        .update({ used_at: toSqlUtc(clock.now()) })
      await recordAudit(trx, {
        ...{ actor, action: 'user.email_changed', subjectType: 'user', subjectId: userId },
        ...{ subjectVersion: user.version, organisationId: null },
        changes: [{ field: 'email', before, after: email }],
      })
      await notifyAccount(trx, { userId, notice: 'email_changed', actor, to: before })
    })
  },
}
