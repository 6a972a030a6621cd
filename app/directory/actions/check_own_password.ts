import { brake } from '#directory/actions/brake'
import { checkPassword } from '#directory/actions/check_password'
import { WrongPassword } from '#directory/errors/passwords'
import type User from '#directory/models/user'
import db from '@adonisjs/lucid/services/db'

/**
 * Asks the signed-in person for their password once more, so that a browser left open gives nobody
 * the account. Throws WrongPassword, TooManyTries after a few of them, and
 * DirectoryUnavailable.
 */
export async function checkOwnPassword(user: User, password: string) {
  const name = `own-password:${user.id}`
  await brake.take(name, 'currentPassword')
  if (!(await checkPassword(user, password))) throw new WrongPassword()
  await brake.release(db.connection(), name)
}
