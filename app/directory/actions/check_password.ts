import { passwordHash } from '#directory/actions/password_hash'
import { DirectoryUnavailable } from '#directory/errors/sign_in'
import { asksForNobody, matchesInDirectory } from '#directory/ldap/check_directory_password'
import LdapPerson from '#directory/models/ldap_person'
import LdapSource from '#directory/models/ldap_source'
import type User from '#directory/models/user'
import logger from '@adonisjs/core/services/logger'
import { createHash } from 'node:crypto'

/**
 * Whether a password is the account's: one kept here, or the directory's where the account comes from
 * one. Accounts of other doors have none. `party` is a network address. Throws DirectoryUnavailable.
 */
export async function checkPassword(
  user: User | null,
  password: string,
  party = ''
): Promise<boolean> {
  if (user?.signInSource === 'ldap') return checkInDirectory(user, password, party)
  const hashed = user?.signInSource === 'local' ? user.password : null
  return passwordHash.matches(password, hashed, party)
}

/**
 * After a wrong try without a directory behind it: asks one for nobody, so that neither the time an
 * answer takes nor its words tell whose account lives in a directory. Throws DirectoryUnavailable.
 */
export async function coverTracks(email: string, password: string) {
  const sources = await LdapSource.query()
    .where({ isActive: true, creates: 'account' })
    .orderBy('id')
  if (sources.length === 0) return
  const [byte] = createHash('sha256').update(email).digest()
  const source = sources[byte! % sources.length]!
  await orUnavailable(source, () => asksForNobody(source, password))
}

async function checkInDirectory(user: User, password: string, party: string) {
  const { ldapSourceId, personId } = user
  const source = await LdapSource.find(ldapSourceId)
  const identity = await LdapPerson.query().where({ ldapSourceId, personId }).first()
  const isRight =
    source?.isActive && identity
      ? await orUnavailable(source, () =>
          matchesInDirectory(source, { key: identity.entryKey, dn: identity.dn }, password)
        )
      : false
  // As much work as a wrong password that is kept here.
  if (!isRight) await passwordHash.matches(password, null, party)
  return isRight
}

async function orUnavailable<Answer>(source: LdapSource, ask: () => Promise<Answer>) {
  try {
    return await ask()
  } catch (error) {
    logger.warn(
      { err: error, source: source.name },
      'a directory could not be asked for a password'
    )
    throw new DirectoryUnavailable()
  }
}
