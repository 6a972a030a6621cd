import { insertRows } from '#core/actions/insert_rows'
import { recordAudit } from '#core/actions/record_audit'
import { inTransaction } from '#core/transaction'
import { checkOwner, type OwnProof } from '#directory/actions/check_owner'
import { recoveryHash } from '#directory/actions/check_second_factor'
import { actorOf } from '#directory/actions/open_session'
import type User from '#directory/models/user'
import { newRecoveryCodes } from '#directory/workflow/recovery_codes'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { user: User; proof: OwnProof; requestId: string | null }

/** New recovery codes; the old ones are worth nothing any more. Throws what `checkOwner` throws. */
export const renewRecoveryCodes = {
  async handle({ user, proof, requestId }: Input): Promise<string[]> {
    await checkOwner(user, proof, requestId)
    return inTransaction(async (trx) => {
      const codes = await replaceRecoveryCodes(trx, user.id)
      await recordAudit(trx, {
        actor: actorOf(user, requestId),
        subjectType: 'user',
        subjectId: user.id,
        organisationId: null,
        action: 'user.recovery_codes_renewed',
      })
      return codes
    })
  },
}

export async function replaceRecoveryCodes(
  trx: TransactionClientContract,
  userId: number
): Promise<string[]> {
  const codes = newRecoveryCodes()
  await trx.from('user_recovery_codes').where('user_id', userId).delete()
  await insertRows(
    trx,
    'user_recovery_codes',
    codes.map((code) => ({ user_id: userId, code_hash: recoveryHash(userId, code) }))
  )
  return codes
}
