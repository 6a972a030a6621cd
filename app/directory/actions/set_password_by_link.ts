import { inTransaction } from '#core/transaction'
import { brake } from '#directory/actions/brake'
import { actorOf } from '#directory/actions/open_session'
import { passwordHash } from '#directory/actions/password_hash'
import {
  refuseKeptElsewhere,
  refuseWeakPassword,
  storePassword,
} from '#directory/actions/set_password'
import { DeadPasswordLink } from '#directory/errors/passwords'
import User from '#directory/models/user'
import { findPasswordLink } from '#directory/queries/find_password_link'

type Input = { token: string; password: string; requestId: string | null }

/**
 * Sets a password by a mailed or handed-over link, which then is used up. A second factor stays and
 * is asked at the next sign-in. Throws DeadPasswordLink, PasswordElsewhere, WeakPassword.
 */
export const setPasswordByLink = {
  async handle({ token, password, requestId }: Input) {
    const seen = await findPasswordLink(token)
    if (!seen) throw new DeadPasswordLink()
    const user = await User.query().where('id', seen.userId).preload('person').firstOrFail()
    refuseKeptElsewhere(user)
    refuseWeakPassword(password, [user.email, user.person.displayName, user.person.email])
    const hashed = await passwordHash.make(password)
    await inTransaction(async (trx) => {
      const link = await findPasswordLink(token, trx)
      if (!link) throw new DeadPasswordLink()
      await storePassword(trx, {
        ...{ userId: user.id, hashed, keptSessionId: null },
        actor: actorOf(user, requestId),
        action: 'user.password_reset',
      })
      await brake.release(trx, `account:${user.email}`)
    })
  },
}
