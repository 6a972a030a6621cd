import { BINARY_ATTRIBUTES } from '#config/ldap'
import { DirectoryFailure } from '#directory/ldap/ldap_failure'
import { readerOf, SIGN_IN_PATIENCE } from '#directory/ldap/ldap_login'
import { withDirectory } from '#directory/ldap/ldap_session'
import type { LdapFailure } from '#directory/models/ldap_types'
import type LdapSource from '#directory/models/ldap_source'
import { isDisabled, STATE_ATTRIBUTES } from '#directory/workflow/ldap_entry'
import { guidBytes } from '#directory/workflow/ldap_names'
import { AndFilter, EqualityFilter, FilterParser } from 'ldapts'
import { randomUUID } from 'node:crypto'

/** Whose password: the key decides, because a name changes between two runs. */
export type DirectoryIdentity = { key: string; dn: string }

/** Answers to a bind that say no, whatever their reason; the rest says that nobody could be asked. */
const REFUSALS: LdapFailure[] = ['bind_refused', 'base_missing', 'failed']
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Whether the directory knows somebody by this password. An empty one is no password: directories let
 * it in as nobody. Throws DirectoryFailure when the directory could not be asked.
 */
export async function matchesInDirectory(
  source: LdapSource,
  identity: DirectoryIdentity,
  password: string
): Promise<boolean> {
  if (password === '') return false
  const dn = await currentDn(source, identity)
  // A bind all the same: who is not there must not be answered sooner.
  const login = { dn: dn ?? `cn=${randomUUID()},${source.baseDn}`, password }
  try {
    await withDirectory(source, login, SIGN_IN_PATIENCE, () => Promise.resolve())
    return dn !== null
  } catch (error) {
    if (error instanceof DirectoryFailure && REFUSALS.includes(error.code)) return false
    throw error
  }
}

/** Asks for somebody who does not exist, with the same steps. Throws DirectoryFailure. */
export async function asksForNobody(source: LdapSource, password: string): Promise<void> {
  await matchesInDirectory(source, { key: randomUUID(), dn: '' }, password)
}

/** Where the entry stands now; null when it is gone or switched off. */
async function currentDn(source: LdapSource, { key, dn }: DirectoryIdentity) {
  try {
    return await withDirectory(source, readerOf(source), SIGN_IN_PATIENCE, async (session) => {
      const attributes = [...STATE_ATTRIBUTES]
      const filter = keyFilter(source, key)
      const { entries } = await session.search(source.baseDn, { filter, attributes, limit: 2 })
      const [entry] = entries
      return entry && entries.length === 1 && !isDisabled(entry) ? entry.dn : null
    })
  } catch (error) {
    // The reader's own password may have run out: people's need not suffer from it.
    const isReaders =
      error instanceof DirectoryFailure &&
      ['bind_refused', 'secret_unreadable'].includes(error.code)
    if (isReaders && dn !== '') return dn
    throw error
  }
}

/** Made of parts, not of text: no value can say more than it is. */
function keyFilter({ userFilter, attributes }: LdapSource, key: string) {
  const isBinary = BINARY_ATTRIBUTES.some(
    (each) => each.toLowerCase() === attributes.key.toLowerCase()
  )
  const value = !isBinary ? key : GUID.test(key) ? guidBytes(key) : Buffer.from(key, 'hex')
  const isKey = new EqualityFilter({ attribute: attributes.key, value })
  return new AndFilter({ filters: [FilterParser.parseString(userFilter), isKey] })
}
