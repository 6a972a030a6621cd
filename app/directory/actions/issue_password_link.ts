import { PASSWORD_LINK_MINUTES } from '#config/sign_in'
import { appUrl } from '#config/app'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { notifyAccount } from '#directory/actions/notify_account'
import { refuseKeptElsewhere } from '#directory/actions/set_password'
import PasswordLink from '#directory/models/password_link'
import User from '#directory/models/user'
import { newSecret, secretHash } from '#directory/queries/secret_hash'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

export type IssuedLink = { url: string; expiresAt: DateTime }

type Input = { actor: Actor; userId: number }

/** An administrator's link for somebody to set a password; shown once, works once, for a day. Throws PasswordElsewhere. */
export const issuePasswordLink = {
  async handle({ actor, userId }: Input): Promise<IssuedLink> {
    return inTransaction(async (trx) => {
      refuseKeptElsewhere(await User.query({ client: trx }).where('id', userId).firstOrFail())
      const link = await makePasswordLink(trx, {
        userId,
        purpose: 'issued',
        createdByUserId: actor.userId,
      })
      await recordAudit(trx, {
        actor,
        subjectType: 'user',
        subjectId: userId,
        organisationId: null,
        action: 'user.password_link_issued',
      })
      await notifyAccount(trx, { userId, notice: 'password_link_issued', actor })
      return link
    })
  },
}

type NewLink = {
  userId: number
  purpose: keyof typeof PASSWORD_LINK_MINUTES
  createdByUserId: number | null
}

/** Makes a link; earlier ones of the user are void. Its secret stands nowhere but in the answer. */
export async function makePasswordLink(
  trx: TransactionClientContract,
  input: NewLink
): Promise<IssuedLink> {
  const now = clock.now()
  await trx
    .from('password_links')
    .where('user_id', input.userId)
    .whereNull('used_at')
    .update({ used_at: toSqlUtc(now) })
  const token = newSecret()
  const expiresAt = now.plus({ minutes: PASSWORD_LINK_MINUTES[input.purpose] })
  await PasswordLink.create(
    { ...input, tokenHash: secretHash(token), createdAt: now, expiresAt },
    { client: trx }
  )
  return { url: new URL(`/password/${token}`, appUrl).href, expiresAt }
}
