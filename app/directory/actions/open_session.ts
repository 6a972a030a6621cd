import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { brake } from '#directory/actions/brake'
import type User from '#directory/models/user'
import UserSession from '#directory/models/user_session'
import { newSecret, secretHash } from '#directory/queries/secret_hash'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type Caller = { ip: string | null; userAgent: string | null; requestId: string | null }

type Input = { user: User; caller: Caller; isSecondFactorPassed: boolean; brakes?: string[] }

const LONGEST_AGENT = 300

/**
 * Signs somebody in who has proved to be it. Returns the session's key, which only their browser
 * may keep. `brakes` names the tries that are forgotten with it.
 */
export const openSession = {
  async handle({ user, caller, isSecondFactorPassed, brakes = [] }: Input): Promise<string> {
    return inTransaction(async (trx) => {
      const now = clock.now()
      await user.useTransaction(trx).merge({ lastSignInAt: now }).save()
      await brake.release(trx, ...brakes)
      const { key } = await addSession(trx, { userId: user.id, caller, isSecondFactorPassed })
      await recordAudit(trx, {
        actor: actorOf(user, caller.requestId),
        subjectType: 'user',
        subjectId: user.id,
        organisationId: null,
        action: 'user.signed_in',
        changes: [{ field: 'ip', before: null, after: caller.ip }],
      })
      return key
    })
  },
}

type NewSession = { userId: number; caller: Caller; isSecondFactorPassed: boolean }

export async function addSession(
  trx: TransactionClientContract,
  { userId, caller, isSecondFactorPassed }: NewSession
) {
  const key = newSecret()
  const now = clock.now()
  const session = await UserSession.create(
    {
      ...{ userId, keyHash: secretHash(key), ip: caller.ip, isSecondFactorPassed },
      userAgent: caller.userAgent?.slice(0, LONGEST_AGENT) ?? null,
      ...{ startedAt: now, lastSeenAt: now },
    },
    { client: trx }
  )
  return { key, session }
}

/** The account's owner as history names them; for acts before the principal is known. */
export function actorOf(user: User, requestId: string | null): Actor {
  return { userId: user.id, personId: user.personId, label: user.email, channel: 'ui', requestId }
}
