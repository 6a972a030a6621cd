import { SECOND_STEP_MINUTES } from '#config/sign_in'
import { clock } from '#core/clock'
import User from '#directory/models/user'
import { PENDING_SIGN_IN, type PendingSignIn } from '#directory/queries/sign_in_state'
import type { HttpContext } from '@adonisjs/core/http'

/** Somebody whose password was right and whose second step is to come. */
export const pendingSignIn = {
  begin({ session }: HttpContext, user: User) {
    const pending: PendingSignIn = { userId: user.id, since: clock.now().toMillis() }
    session.regenerate()
    session.put(PENDING_SIGN_IN, pending)
  },

  /** Who it is, or null when nobody is halfway in or took too long. */
  async userOf({ session }: HttpContext): Promise<User | null> {
    const pending = session.get(PENDING_SIGN_IN) as PendingSignIn | undefined
    if (!pending) return null
    const age = clock.now().toMillis() - pending.since
    const user = age <= SECOND_STEP_MINUTES * 60_000 ? await User.find(pending.userId) : null
    if (user?.isActive) return user
    session.forget(PENDING_SIGN_IN)
    return null
  },
}
