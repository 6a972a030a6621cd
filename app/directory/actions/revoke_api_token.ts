import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import ApiToken from '#directory/models/api_token'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type RevokeReason = 'owner' | 'administrator' | 'deactivated' | 'moved'

type Input = { actor: Actor; userId: number; tokenId: number }

/** Ends one token of an account for good; row-not-found for another account's. */
export const revokeApiToken = {
  async handle({ actor, userId, tokenId }: Input) {
    await inTransaction(async (trx) => {
      const token = await ApiToken.query({ client: trx })
        .where({ id: tokenId, userId })
        .forUpdate()
        .firstOrFail()
      if (token.revokedAt) return
      const revokeReason: RevokeReason = actor.userId === userId ? 'owner' : 'administrator'
      await token.merge({ revokedAt: clock.now(), revokeReason }).save()
      await recordAudit(trx, {
        actor,
        ...{ subjectType: 'user', subjectId: userId, organisationId: null },
        action: 'user.api_token_revoked',
        changes: [{ field: 'apiToken', before: `${token.name} (${token.hint}…)`, after: null }],
      })
    })
  },
}

/** Ends all tokens of accounts within the change that takes their ground away (T8). */
export async function revokeTokensOf(
  trx: TransactionClientContract,
  userIds: number[],
  reason: RevokeReason
) {
  if (userIds.length === 0) return
  await trx
    .from('api_tokens')
    .whereIn('user_id', userIds)
    .whereNull('revoked_at')
    .update({ revoked_at: toSqlUtc(clock.now()), revoke_reason: reason })
}

/** Who moves to another organisation makes new tokens there (T8). */
export async function revokeTokensOfPerson(trx: TransactionClientContract, personId: number) {
  const users = await trx.from('users').where('person_id', personId).select('id')
  await revokeTokensOf(
    trx,
    users.map(({ id }) => id),
    'moved'
  )
}
