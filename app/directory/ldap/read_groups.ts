import type { LdapSession } from '#directory/ldap/ldap_session'
import { toDirectoryFailure } from '#directory/ldap/ldap_failure'
import type LdapSource from '#directory/models/ldap_source'
import { EVERYBODY, type LdapProblem } from '#directory/models/ldap_types'
import {
  keyOf,
  nextRange,
  textsOf,
  type LdapEntry,
  type RawEntry,
} from '#directory/workflow/ldap_entry'
import { membersOf, type LdapGroup } from '#directory/workflow/ldap_groups'
import { dnKey } from '#directory/workflow/ldap_names'
import { AndFilter, ExtensibleFilter, FilterParser } from 'ldapts'

/** Keys of the entries that belong to each of the groups asked for. */
export type Membership = Map<string, Set<string>>

const MEMBERS = ['member', 'uniqueMember'] as const
const ATTRIBUTES = [...MEMBERS, 'memberUid', 'memberOf']
/** LDAP_MATCHING_RULE_IN_CHAIN: the server walks nested groups itself. */
const IN_CHAIN = '1.2.840.113556.1.4.1941'
const ACTIVE_DIRECTORY = '1.2.840.113556.1.4.800'

type Asked = {
  session: LdapSession
  source: LdapSource
  groupDns: string[]
  entries: LdapEntry[]
  problems: LdapProblem[]
}

/** Who is in the groups, through groups inside of them too. */
export async function readMembership(asked: Asked): Promise<Membership> {
  const { session, groupDns, entries } = asked
  const membership: Membership = new Map()
  if (groupDns.includes(EVERYBODY)) {
    membership.set(EVERYBODY, new Set(entries.map(({ key }) => key)))
  }
  const named = [...new Set(groupDns.filter((dn) => dn !== EVERYBODY))]
  if (named.length === 0) return membership
  const keys = (await isActiveDirectory(session)) ? await byChain(asked, named) : null
  const found = keys ?? (await byWalking(asked, named))
  return new Map([...membership, ...found])
}

async function isActiveDirectory(session: LdapSession): Promise<boolean> {
  const root = await session.read('', ['supportedCapabilities'])
  return root !== null && textsOf(root, 'supportedCapabilities').includes(ACTIVE_DIRECTORY)
}

/** Null where the server does not know the rule after all. */
async function byChain(
  { session, source, problems }: Asked,
  groupDns: string[]
): Promise<Membership | null> {
  const membership: Membership = new Map()
  for (const dn of groupDns) {
    if (!(await session.read(dn, ['objectClass']))) problems.push({ dn, code: 'group_missing' })
    const { key } = source.attributes
    const member = new ExtensibleFilter({ matchType: 'memberOf', rule: IN_CHAIN, value: dn })
    const filter = new AndFilter({
      filters: [FilterParser.parseString(source.userFilter), member],
    })
    const query = { filter, attributes: [key], pageSize: source.pageSize }
    try {
      const { entries } = await session.search(source.baseDn, query)
      membership.set(dn, new Set(entries.map((entry) => keyOf(entry, key))))
    } catch (error) {
      if (toDirectoryFailure(error).code === 'failed') return null
      throw error
    }
  }
  return membership
}

async function byWalking(asked: Asked, groupDns: string[]): Promise<Membership> {
  const groups = await readGroups(asked)
  await addOutsiders(asked, groupDns, groups)
  const people = asked.entries.map(({ key, dn, uid, memberOf }) => ({
    ...{ key, dn: dnKey(dn), uid, memberOf },
  }))
  return new Map(groupDns.map((dn) => [dn, membersOf(dnKey(dn), groups, people)]))
}

async function readGroups({ session, source }: Asked): Promise<LdapGroup[]> {
  if (!source.groupFilter) return []
  const query = { filter: source.groupFilter, attributes: ATTRIBUTES, pageSize: source.pageSize }
  const { entries } = await session.search(source.baseDn, query)
  const groups: LdapGroup[] = []
  for (const entry of entries) groups.push(await toGroup(session, entry))
  return groups
}

/** Groups may be named that stand elsewhere than the people. */
async function addOutsiders(asked: Asked, groupDns: string[], groups: LdapGroup[]) {
  const known = new Set(groups.map(({ dn }) => dn))
  for (const dn of groupDns) {
    if (known.has(dnKey(dn))) continue
    const entry = await asked.session.read(dn, ATTRIBUTES)
    if (entry) groups.push(await toGroup(asked.session, entry))
    else asked.problems.push({ dn, code: 'group_missing' })
  }
}

async function toGroup(session: LdapSession, entry: RawEntry): Promise<LdapGroup> {
  const members: string[] = []
  for (const attribute of MEMBERS) members.push(...(await allValues(session, entry, attribute)))
  return {
    dn: dnKey(entry.dn),
    members: members.map(dnKey),
    memberUids: textsOf(entry, 'memberUid'),
    memberOf: textsOf(entry, 'memberOf').map(dnKey),
  }
}

/** A server gives long lists in parts and leaves it to the reader to ask for the next. */
async function allValues(
  session: LdapSession,
  entry: RawEntry,
  attribute: string
): Promise<string[]> {
  const values = textsOf(entry, attribute)
  for (let from = nextRange(entry, attribute); from !== null;) {
    const part = await session.read(entry.dn, [`${attribute};range=${from}-*`])
    const next = part && textsOf(part, attribute)
    if (!part || !next || next.length === 0) return values
    values.push(...next)
    from = nextRange(part, attribute)
  }
  return values
}
