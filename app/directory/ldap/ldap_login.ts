import { LDAP_NETWORK } from '#config/ldap'
import { DirectoryFailure } from '#directory/ldap/ldap_failure'
import type { LdapLogin } from '#directory/ldap/ldap_session'
import type LdapSource from '#directory/models/ldap_source'
import encryption from '@adonisjs/core/services/encryption'

export const JOB_PATIENCE = { connectMs: LDAP_NETWORK.connectMs, answerMs: LDAP_NETWORK.answerMs }
export const SIGN_IN_PATIENCE = {
  connectMs: LDAP_NETWORK.signInMs,
  answerMs: LDAP_NETWORK.signInMs,
}

/** As whom the directory is read; null is nobody. Throws DirectoryFailure under another APP_KEY. */
export function readerOf(source: Pick<LdapSource, 'bindDn' | 'bindPassword'>): LdapLogin | null {
  if (!source.bindDn) return null
  const password = source.bindPassword ? encryption.decrypt<string>(source.bindPassword) : ''
  if (password === null) throw new DirectoryFailure('secret_unreadable')
  return { dn: source.bindDn, password }
}
