import { SESSION } from '#config/sign_in'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import UserSession from '#directory/models/user_session'

/** Where a user is signed in now, the last seen first. */
export async function listSessions(userId: number): Promise<UserSession[]> {
  const now = clock.now()
  return UserSession.query()
    .where('userId', userId)
    .whereNull('endedAt')
    .where('lastSeenAt', '>', toSqlUtc(now.minus({ hours: SESSION.idleHours })))
    .where('startedAt', '>', toSqlUtc(now.minus({ days: SESSION.longestDays })))
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id', 'desc')
}
