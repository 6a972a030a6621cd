import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { endSessions } from '#directory/actions/end_sessions'
import { makePasswordLink, type IssuedLink } from '#directory/actions/issue_password_link'
import User from '#directory/models/user'

/**
 * Takes an account back from the sign-in provider that vouches for it, with a link for a password of
 * Opora. The way in when a provider is gone for good. Null when no provider vouches for such an account.
 */
export const releaseAccount = {
  async handle({ email }: { email: string }): Promise<IssuedLink | null> {
    return inTransaction(async (trx) => {
      const user = await User.query({ client: trx })
        .where({ email: email.toLowerCase(), signInSource: 'oidc' })
        .forUpdate()
        .first()
      if (!user) return null
      await user.merge({ signInSource: 'local', externalKey: null }).save()
      await endSessions(trx, { userId: user.id, reason: 'password_changed' })
      await recordAudit(trx, {
        actor: SYSTEM_ACTOR,
        ...{ subjectType: 'user', subjectId: user.id, organisationId: null },
        action: 'user.released_from_provider',
      })
      const whose = { userId: user.id, createdByUserId: null }
      return makePasswordLink(trx, { ...whose, purpose: 'issued' })
    })
  },
}
