import { inTransaction } from '#core/transaction'
import { checkOwnPassword } from '#directory/actions/check_own_password'
import { actorOf } from '#directory/actions/open_session'
import { passwordHash } from '#directory/actions/password_hash'
import { refuseWeakPassword, storePassword } from '#directory/actions/set_password'
import { refuseKeptElsewhere } from '#directory/actions/set_password'
import { SamePassword } from '#directory/errors/passwords'
import type User from '#directory/models/user'

type Input = {
  user: User
  currentPassword: string
  password: string
  sessionId: number
  requestId: string | null
}

/** Throws PasswordElsewhere, WrongPassword, SamePassword, WeakPassword. Other sessions end (T8). */
export const changeOwnPassword = {
  async handle({ user, currentPassword, password, sessionId, requestId }: Input) {
    refuseKeptElsewhere(user)
    await checkOwnPassword(user, currentPassword)
    if (password === currentPassword) throw new SamePassword()
    await user.load('person')
    refuseWeakPassword(password, [user.email, user.person.displayName, user.person.email])
    const hashed = await passwordHash.make(password)
    await inTransaction((trx) =>
      storePassword(trx, {
        ...{ userId: user.id, hashed, keptSessionId: sessionId },
        actor: actorOf(user, requestId),
        action: 'user.password_changed',
      })
    )
  },
}
