import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

const KEPT_STATE_HOURS = 24
const KEPT_TOKEN_DAYS = 90
const KEPT_LINK_DAYS = 30

/** Removes what no sign-in asks for any more; the audit keeps what happened. */
export const sweepSignIn = {
  async handle() {
    const now = clock.now()
    const before = (span: { days?: number; hours?: number }) => toSqlUtc(now.minus(span))
    await db
      .from('password_links')
      .where('expires_at', '<', before({ days: KEPT_LINK_DAYS }))
      .delete()
    await db
      .from('used_sign_in_states')
      .where('used_at', '<', before({ hours: KEPT_STATE_HOURS }))
      .delete()
    for (const end of ['revoked_at', 'expires_at']) {
      await db
        .from('api_tokens')
        .where(end, '<', before({ days: KEPT_TOKEN_DAYS }))
        .delete()
    }
  },
}
