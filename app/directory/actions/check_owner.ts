import { checkOwnPassword } from '#directory/actions/check_own_password'
import { checkSecondFactor } from '#directory/actions/check_second_factor'
import { WrongPassword } from '#directory/errors/passwords'
import { WrongCode } from '#directory/errors/second_factor'
import type User from '#directory/models/user'

/** What the owner of an account shows before its second factor changes. */
export type OwnProof = { currentPassword: string } | { code: string }

/** Whether an account's password is asked nowhere but at its provider: a code stands for it here. */
export function provesByCode({ signInSource }: Pick<User, 'signInSource'>): boolean {
  return signInSource === 'oidc'
}

/**
 * Asks the signed-in person to prove once more that the account is theirs: with its password, or with
 * a code of their second factor where only a provider knows the password. Throws WrongPassword,
 * WrongCode, TooManyTries, DirectoryUnavailable.
 */
export async function checkOwner(user: User, proof: OwnProof, requestId: string | null) {
  if (provesByCode(user)) {
    if (!('code' in proof)) throw new WrongCode()
    return checkSecondFactor.handle({ user, code: proof.code, requestId })
  }
  if (!('currentPassword' in proof)) throw new WrongPassword()
  return checkOwnPassword(user, proof.currentPassword)
}
