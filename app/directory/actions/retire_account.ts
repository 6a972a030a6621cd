import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { endSessions } from '#directory/actions/end_sessions'
import { keepAdministrators, unlimitedRightsOf } from '#directory/actions/keep_administrators'
import { OwnAccount } from '#directory/errors/accounts'
import User from '#directory/models/user'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Whoever is no longer active does not sign in either: their account is switched off and every
 * browser of theirs is out at once (T8). It is switched on again only by hand. Throws
 * OwnAccount, LastAdministrator.
 */
export async function retireAccount(
  trx: TransactionClientContract,
  { actor, personId }: { actor: Actor; personId: number }
) {
  const user = await User.query({ client: trx }).where({ personId }).forUpdate().first()
  if (!user?.isActive) return
  if (user.id === actor.userId) throw new OwnAccount()
  await user.merge({ isActive: false }).save()
  await endSessions(trx, { userId: user.id, reason: 'deactivated' })
  await keepAdministrators(trx, await unlimitedRightsOf(trx, user.id))
  await recordAudit(trx, {
    actor,
    subjectType: 'user',
    subjectId: user.id,
    organisationId: null,
    action: 'user.deactivated',
  })
}
