export const LDAP_KINDS = ['active_directory', 'freeipa', 'openldap'] as const
export type LdapKind = (typeof LDAP_KINDS)[number]

/** What a directory may tell of a person; `key` and `name` it must. */
export const LDAP_FIELDS = [
  'key',
  'name',
  'email',
  'phone',
  'jobTitle',
  'department',
  'manager',
  'site',
] as const
export type LdapField = (typeof LDAP_FIELDS)[number]
export type LdapAttributes = Record<LdapField, string>

type Preset = { userFilter: string; groupFilter: string; attributes: LdapAttributes }

const COMMON = {
  email: 'mail',
  phone: 'telephoneNumber',
  jobTitle: 'title',
  manager: 'manager',
}

/** What the directories usually look like: a form begins with it. An empty attribute is not read. */
export const LDAP_PRESETS: Record<LdapKind, Preset> = {
  active_directory: {
    userFilter: '(&(objectCategory=person)(objectClass=user)(sAMAccountName=*))',
    groupFilter: '(objectClass=group)',
    attributes: {
      ...COMMON,
      key: 'objectGUID',
      name: 'displayName',
      department: 'department',
      site: 'physicalDeliveryOfficeName',
    },
  },
  freeipa: {
    userFilter: '(objectClass=posixAccount)',
    groupFilter: '(|(objectClass=ipausergroup)(objectClass=groupOfNames))',
    attributes: { ...COMMON, key: 'ipaUniqueID', name: 'cn', department: 'ou', site: 'l' },
  },
  openldap: {
    userFilter: '(objectClass=inetOrgPerson)',
    groupFilter:
      '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))',
    attributes: { ...COMMON, key: 'entryUUID', name: 'cn', department: 'ou', site: 'l' },
  },
}

/** Attributes that hold bytes, whatever they spell. */
export const BINARY_ATTRIBUTES = ['objectGUID', 'objectSid', 'GUID'] as const

export const LDAP_NETWORK = {
  /** Somebody waits on the sign-in page. */
  signInMs: 4_000,
  /** A job waits: to be let in, and for each page of entries. */
  connectMs: 10_000,
  answerMs: 60_000,
} as const

export const LDAP_LIMITS = {
  /** People changed in one transaction. */
  chunk: 200,
  /** Entries shown by a test of the connection. */
  preview: 5,
  /** Entries with a reason that a run's page keeps; the file of its task has all. */
  problems: 200,
  /** So few people may vanish at once whatever their share, unless nobody would be left. */
  fewGone: 2,
  /** A run that shows no life for so long was lost with its machine. */
  lostAfterMinutes: 60,
  /** Runs kept for each source. */
  runsKept: 100,
} as const
