import { SESSION } from '#config/sign_in'
import { clock } from '#core/clock'
import { fromSqlUtc, toSqlUtc } from '#core/columns'
import { secretHash } from '#directory/queries/secret_hash'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'

export type OpenSession = {
  id: number
  lastSeenAt: DateTime
  /** A role demands a second factor that this session was opened without. */
  lacksSecondFactor: boolean
}

/** The user's session with this key if it is still open. One query. */
export async function findSession(userId: number, key: unknown): Promise<OpenSession | null> {
  if (typeof key !== 'string') return null
  const now = clock.now()
  const row = await db
    .from('user_sessions')
    .where({ key_hash: secretHash(key), user_id: userId })
    .whereNull('ended_at')
    .where('last_seen_at', '>', toSqlUtc(now.minus({ hours: SESSION.idleHours })))
    .where('started_at', '>', toSqlUtc(now.minus({ days: SESSION.longestDays })))
    .select('id', 'last_seen_at', 'is_second_factor_passed')
    .select(demandOfRoles(userId))
    .first()
  if (!row) return null
  const lacksSecondFactor = Boolean(row.is_demanded) && !row.is_second_factor_passed
  return { id: row.id, lastSeenAt: fromSqlUtc(row.last_seen_at)!, lacksSecondFactor }
}

function demandOfRoles(userId: number) {
  return db
    .from('role_assignments')
    .join('roles', 'roles.id', 'role_assignments.role_id')
    .where('role_assignments.user_id', userId)
    .where('roles.requires_second_factor', true)
    .count('*')
    .as('is_demanded')
}
