import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '#config/sign_in'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { endSessions } from '#directory/actions/end_sessions'
import { notifyAccount } from '#directory/actions/notify_account'
import { PasswordElsewhere, WeakPassword } from '#directory/errors/passwords'
import type User from '#directory/models/user'
import { isKnownPassword } from '#directory/queries/known_passwords'
import { passwordFlaw } from '#directory/workflow/password_rules'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PRODUCT = 'opora'

/** Throws WeakPassword. `personal` are the name and addresses others know. */
export function refuseWeakPassword(password: string, personal: (string | null)[]) {
  const limits = { min: PASSWORD_MIN_LENGTH, max: PASSWORD_MAX_LENGTH }
  const flaw = passwordFlaw(password, {
    ...{ minLength: limits.min, maxLength: limits.max },
    isKnown: isKnownPassword,
    personal: [...personal, PRODUCT],
  })
  if (flaw) throw new WeakPassword(flaw, limits)
}

/** Who is known by a directory or a provider has no password here. Throws PasswordElsewhere. */
export function refuseKeptElsewhere({ signInSource }: Pick<User, 'signInSource'>) {
  if (signInSource !== 'local') throw new PasswordElsewhere()
}

type NewPassword = {
  userId: number
  hashed: string
  actor: Actor
  action: 'user.password_changed' | 'user.password_reset'
  /** The session that goes on; all others end. */
  keptSessionId: number | null
}

/** Stores a new password: other sessions end and links that could set it are void. */
export async function storePassword(trx: TransactionClientContract, input: NewPassword) {
  const { userId, hashed, actor, action, keptSessionId } = input
  const now = toSqlUtc(clock.now())
  await trx.from('users').where('id', userId).update({ password: hashed, updated_at: now })
  await trx
    .from('password_links')
    .where('user_id', userId)
    .whereNull('used_at')
    .update({ used_at: now })
  await endSessions(trx, { userId, exceptId: keptSessionId, reason: 'password_changed' })
  await recordAudit(trx, {
    actor,
    subjectType: 'user',
    subjectId: userId,
    organisationId: null,
    action,
  })
  await notifyAccount(trx, { userId, notice: 'password_changed', actor })
}
