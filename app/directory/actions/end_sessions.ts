import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { revokeTokensOf } from '#directory/actions/revoke_api_token'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type EndReason =
  | 'signed_out'
  | 'ended_by_owner'
  | 'ended_by_administrator'
  | 'password_changed'
  | 'deactivated'
  | 'second_factor_changed'

type Which = { userId: number; id?: number; exceptId?: number | null; reason: EndReason }

/** Ends a user's open sessions, one of them, or all but one; their browsers are out with the next request (T8). */
export async function endSessions(
  trx: TransactionClientContract,
  { userId, id, exceptId, reason }: Which
): Promise<number> {
  const query = trx.from('user_sessions').where('user_id', userId).whereNull('ended_at')
  if (id !== undefined) void query.where('id', id)
  if (exceptId) void query.whereNot('id', exceptId)
  // Programs of an account that is switched off are out as well.
  if (reason === 'deactivated') await revokeTokensOf(trx, [userId], reason)
  const changed = await query.update({ ended_at: toSqlUtc(clock.now()), end_reason: reason })
  return Number(changed)
}
