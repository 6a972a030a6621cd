import { recordAudit } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { brake } from '#directory/actions/brake'
import { secondStepBrake } from '#directory/actions/check_second_factor'
import { endSessions } from '#directory/actions/end_sessions'
import { notifyAccount } from '#directory/actions/notify_account'
import { actorOf } from '#directory/actions/open_session'
import { replaceRecoveryCodes } from '#directory/actions/renew_recovery_codes'
import { SecondFactorExists, WrongCode } from '#directory/errors/second_factor'
import type User from '#directory/models/user'
import UserSecondFactor from '#directory/models/user_second_factor'
import { secretOf } from '#directory/queries/second_factor'
import { totpStep } from '#directory/workflow/totp'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { user: User; code: string; sessionId: number | null; requestId: string | null }

/**
 * Turns the second factor on once the app shows a right code. Every other session was opened without
 * one and ends. Returns the recovery codes, which nobody sees again. Throws WrongCode, TooManyTries.
 */
export const confirmSecondFactor = {
  async handle({ user, code, sessionId, requestId }: Input): Promise<string[]> {
    await brake.take(secondStepBrake(user.id), 'code')
    return inTransaction(async (trx) => {
      await this.confirm(trx, user.id, code)
      const codes = await replaceRecoveryCodes(trx, user.id)
      await endSessions(trx, {
        userId: user.id,
        exceptId: sessionId,
        reason: 'second_factor_changed',
      })
      if (sessionId) {
        await trx
          .from('user_sessions')
          .where('id', sessionId)
          .update({ is_second_factor_passed: true })
      }
      await brake.release(trx, secondStepBrake(user.id))
      await recordAudit(trx, {
        actor: actorOf(user, requestId),
        subjectType: 'user',
        subjectId: user.id,
        organisationId: null,
        action: 'user.second_factor_enabled',
      })
      await notifyAccount(trx, {
        ...{ userId: user.id, notice: 'second_factor_enabled' },
        actor: actorOf(user, requestId),
      })
      return codes
    })
  },

  async confirm(trx: TransactionClientContract, userId: number, code: string) {
    const factor = await UserSecondFactor.query({ client: trx })
      .where({ userId })
      .forUpdate()
      .first()
    if (!factor) throw new WrongCode()
    if (factor.confirmedAt) throw new SecondFactorExists()
    const now = clock.now()
    const step = totpStep(secretOf(factor), code.replace(/\s/g, ''), now.toMillis())
    if (step === null) throw new WrongCode()
    await factor.merge({ confirmedAt: now, lastUsedStep: step }).save()
  },
}
