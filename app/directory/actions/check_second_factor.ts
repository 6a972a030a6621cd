import { recordAudit } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { brake } from '#directory/actions/brake'
import { actorOf } from '#directory/actions/open_session'
import { WrongCode } from '#directory/errors/second_factor'
import type User from '#directory/models/user'
import { confirmedFactor, secretOf } from '#directory/queries/second_factor'
import { secretHash } from '#directory/queries/secret_hash'
import { looksLikeRecoveryCode, plainRecoveryCode } from '#directory/workflow/recovery_codes'
import { totpStep } from '#directory/workflow/totp'
import db from '@adonisjs/lucid/services/db'

type Input = { user: User; code: string; requestId: string | null }

/**
 * Takes a code of the app or one of the recovery codes; each works once. Throws WrongCode, and
 * TooManyTries after a few of them.
 */
export const checkSecondFactor = {
  async handle({ user, code, requestId }: Input) {
    const name = secondStepBrake(user.id)
    await brake.take(name, 'code')
    const isRecovery = looksLikeRecoveryCode(code)
    const isRight = isRecovery
      ? await useRecoveryCode(user.id, code)
      : await useAppCode(user.id, code)
    const action = isRight ? 'user.recovery_code_used' : 'user.second_factor_failed'
    if (isRecovery || !isRight) await record(user, requestId, action)
    if (!isRight) throw new WrongCode()
    await brake.release(db.connection(), name)
  },
}

export function secondStepBrake(userId: number): string {
  return `second-factor:${userId}`
}

/** Marks the code's step as used in the same statement that asks whether a later one was. */
async function useAppCode(userId: number, code: string): Promise<boolean> {
  const factor = await confirmedFactor(userId)
  const step = factor && totpStep(secretOf(factor), code.replace(/\s/g, ''), clock.now().toMillis())
  if (!factor || step === null) return false
  const changed = await db
    .from('user_second_factors')
    .where('id', factor.id)
    .where((query) => void query.whereNull('last_used_step').orWhere('last_used_step', '<', step))
    .update({ last_used_step: step })
  return Number(changed) === 1
}

async function useRecoveryCode(userId: number, code: string): Promise<boolean> {
  const changed = await db
    .from('user_recovery_codes')
    .where({ user_id: userId, code_hash: recoveryHash(userId, code) })
    .whereNull('used_at')
    .update({ used_at: toSqlUtc(clock.now()) })
  return Number(changed) === 1
}

export function recoveryHash(userId: number, code: string): string {
  return secretHash(`recovery:${userId}:${plainRecoveryCode(code)}`)
}

async function record(user: User, requestId: string | null, action: string) {
  await inTransaction((trx) =>
    recordAudit(trx, {
      actor: actorOf(user, requestId),
      subjectType: 'user',
      subjectId: user.id,
      organisationId: null,
      action,
    })
  )
}
