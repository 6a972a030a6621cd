import type { LdapAttributes, LdapKind } from '#config/ldap'

/** Whether people of a directory get accounts, or are only known. */
export const LDAP_CREATES = ['person', 'account'] as const
export type LdapCreates = (typeof LDAP_CREATES)[number]

export const LDAP_RUN_KINDS = ['test', 'sync'] as const
export type LdapRunKind = (typeof LDAP_RUN_KINDS)[number]

/** `refused`: the guard against mass vanishing stopped it before anything was written. */
export const LDAP_RUN_STATES = ['queued', 'running', 'done', 'failed', 'refused'] as const
export type LdapRunState = (typeof LDAP_RUN_STATES)[number]

/** An entry that was not taken as it is, and why. */
export type LdapProblem = { dn: string; code: LdapProblemCode; detail?: string }

export const LDAP_PROBLEMS = [
  'no_key',
  'no_name',
  'duplicate_key',
  'duplicate_email',
  'wrong_email',
  'look_alike_email',
  'no_email',
  'email_taken',
  'several_people',
  'linked_elsewhere',
  'wrong_phone',
  'unknown_site',
  'last_administrator',
  'referral_skipped',
  'group_missing',
  'refused',
] as const
export type LdapProblemCode = (typeof LDAP_PROBLEMS)[number]

/** An entry as it would be taken. */
export type LdapPreview = {
  dn: string
  name: string | null
  email: string | null
  phone: string | null
  jobTitle: string | null
  department: string | null
  site: string | null
  isDisabled: boolean
  groups: string[]
}

/** Why nothing came of a run. */
export const LDAP_FAILURES = [
  'unreachable',
  'timeout',
  'tls',
  'bind_refused',
  'base_missing',
  'bad_filter',
  'size_limit',
  'time_limit',
  'referral',
  'key_missing',
  'guard',
  'lost',
  'secret_unreadable',
  'failed',
] as const
export type LdapFailure = (typeof LDAP_FAILURES)[number]

/** Stands for everybody the directory gives. */
export const EVERYBODY = '*'

export type LdapMappingValues = { groupDn: string; roleId: number; organisationId: number | null }

export type LdapSourceValues = {
  name: string
  kind: LdapKind
  url: string
  usesStartTls: boolean
  caCertificate: string | null
  bindDn: string | null
  /** Absent keeps the password there is; null takes it away. */
  bindPassword?: string | null
  baseDn: string
  userFilter: string
  groupFilter: string | null
  attributes: LdapAttributes
  pageSize: number
  organisationId: number
  creates: LdapCreates
  takesOverAccounts: boolean
  clearsMissing: boolean
  isScheduled: boolean
  guardPercent: number
  isActive: boolean
  mappings: LdapMappingValues[]
}
