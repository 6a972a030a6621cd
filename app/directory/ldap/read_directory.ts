import { LDAP_FIELDS } from '#config/ldap'
import { DirectoryFailure } from '#directory/ldap/ldap_failure'
import { JOB_PATIENCE, readerOf } from '#directory/ldap/ldap_login'
import { withDirectory } from '#directory/ldap/ldap_session'
import { readMembership, type Membership } from '#directory/ldap/read_groups'
import type LdapSource from '#directory/models/ldap_source'
import type { LdapProblem } from '#directory/models/ldap_types'
import { readEntry, STATE_ATTRIBUTES, type LdapEntry } from '#directory/workflow/ldap_entry'

export type DirectoryContents = {
  entries: LdapEntry[]
  membership: Membership
  problems: LdapProblem[]
}

const NAMES = ['uid', 'cn', 'sn', 'givenName', 'memberOf']
/** Parts of every Active Directory that hold nobody. */
const EMPTY_PARTS = /DC=(DomainDnsZones|ForestDnsZones)|CN=Configuration/i

/** The attributes a source is asked for. */
function attributesOf(source: LdapSource): string[] {
  const mapped = LDAP_FIELDS.map((field) => source.attributes[field]).filter(Boolean)
  return [...new Set([...mapped, ...NAMES, ...STATE_ATTRIBUTES])]
}

/**
 * Everything the source tells of people and the groups in its map, read in one session before
 * anything is written. The source's mappings must be loaded. Throws DirectoryFailure.
 */
export async function readDirectory(source: LdapSource): Promise<DirectoryContents> {
  return withDirectory(source, readerOf(source), JOB_PATIENCE, async (session) => {
    const found = await session.search(source.baseDn, {
      filter: source.userFilter,
      attributes: attributesOf(source),
      pageSize: source.pageSize,
    })
    const entries = found.entries.map((raw) => readEntry(raw, source.attributes))
    refuseKeyless(entries, source)
    const problems = found.referrals
      .map((url) => ({ dn: url, code: 'referral_skipped' as const }))
      .filter(({ dn }) => !EMPTY_PARTS.test(dn))
    const groupDns = source.mappings.map(({ groupDn }) => groupDn)
    const asked = { session, source, groupDns, entries, problems }
    return { entries, membership: await readMembership(asked), problems }
  })
}

/** Without the attribute nobody could be known again: everybody would be gone and come anew. */
function refuseKeyless(entries: LdapEntry[], { attributes }: LdapSource) {
  if (entries.length > 0 && entries.every(({ key }) => key === '')) {
    throw new DirectoryFailure('key_missing', attributes.key)
  }
}
