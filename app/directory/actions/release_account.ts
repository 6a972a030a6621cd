import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { refuseSelf } from '#core/separation_of_duties'
import { inTransaction } from '#core/transaction'
import { endSessions } from '#directory/actions/end_sessions'
import { lockAccount } from '#directory/actions/give_role'
import { makePasswordLink, type IssuedLink } from '#directory/actions/issue_password_link'
import { notifyAccount } from '#directory/actions/notify_account'
import { NotBound } from '#directory/errors/accounts'

type Input = { actor: Actor; userId: number; seenVersion?: number }

/**
 * Takes an account back from the sign-in provider or directory that vouches for it, with a link for a
 * password of Opora; its sessions end, its roles stay. The way in when a provider is gone for good.
 * Throws DutySeparated for one's own account, StaleRecord, NotBound.
 */
export const releaseAccount = {
  async handle({ actor, userId, seenVersion }: Input): Promise<IssuedLink> {
    refuseSelf('own_account', actor.userId, userId)
    return inTransaction(async (trx) => {
      const user = await lockAccount(trx, userId, seenVersion)
      const { signInSource: before, version } = user
      if (before === 'local') throw new NotBound()
      const unbound = { signInSource: 'local', externalKey: null, ldapSourceId: null } as const
      await user.merge({ ...unbound, version: version + 1 }).save()
      await endSessions(trx, { userId, reason: 'password_changed' })
      await recordAudit(trx, {
        ...{ actor, subjectType: 'user', subjectId: userId, organisationId: null },
        ...{ subjectVersion: user.version, action: 'user.released_from_provider' },
        changes: [{ field: 'signInSource', before, after: 'local' }],
      })
      await notifyAccount(trx, { userId, notice: 'password_link_issued', actor })
      const whose = { userId, createdByUserId: actor.userId }
      return makePasswordLink(trx, { ...whose, purpose: 'issued' })
    })
  },
}
