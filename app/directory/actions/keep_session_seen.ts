import { SESSION } from '#config/sign_in'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { OpenSession } from '#directory/queries/find_session'
import db from '@adonisjs/lucid/services/db'

/** Notes that a session is in use and from where, at most once in five minutes. */
export async function keepSessionSeen(session: OpenSession, ip: string) {
  const now = clock.now()
  if (now.diff(session.lastSeenAt, 'minutes').minutes < SESSION.seenEveryMinutes) return
  await db
    .from('user_sessions')
    .where('id', session.id)
    .update({ last_seen_at: toSqlUtc(now), ip })
}
