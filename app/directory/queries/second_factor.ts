import UserRecoveryCode from '#directory/models/user_recovery_code'
import UserSecondFactor from '#directory/models/user_second_factor'
import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'

/** The authenticator a user confirmed, or null. */
export async function confirmedFactor(userId: number): Promise<UserSecondFactor | null> {
  return UserSecondFactor.query().where('userId', userId).whereNotNull('confirmedAt').first()
}

/** Whether one of the user's roles may only be used with a second factor. */
export async function isSecondFactorRequired(userId: number): Promise<boolean> {
  const role = await db
    .from('role_assignments')
    .join('roles', 'roles.id', 'role_assignments.role_id')
    .where({ 'role_assignments.user_id': userId, 'roles.requires_second_factor': true })
    .select('roles.id')
    .first()
  return Boolean(role)
}

export async function recoveryCodesLeft(userId: number): Promise<number> {
  const [row] = await UserRecoveryCode.query()
    .where('userId', userId)
    .whereNull('usedAt')
    .count('* as left')
  return Number(row!.$extras.left)
}

/** Throws when APP_KEY is not the one it was encrypted with. */
export function secretOf(factor: UserSecondFactor): string {
  const secret = encryption.decrypt<string>(factor.secret)
  if (!secret) {
    throw new Error('A second factor cannot be read: it was encrypted with another APP_KEY')
  }
  return secret
}
