import type { Data } from '@generated/data'

export type LdapRole = { id: number; labelRu: string; labelEn: string }
export type LdapSource = Data.Directory.LdapSource.Variants['forPage']
export type LdapRun = Data.Directory.LdapRun
export type LdapCan = { manage: boolean; mapRoles: boolean }

export const LDAP_KINDS = ['active_directory', 'freeipa', 'openldap'] as const
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

export type LdapKind = (typeof LDAP_KINDS)[number]
type Attributes = Record<(typeof LDAP_FIELDS)[number], string>
export type LdapPresets = Record<
  LdapKind,
  { userFilter: string; groupFilter: string; attributes: Attributes }
>

export const SOURCES = '/settings/directory-sources'

/** Everybody the directory gives, in place of a group. */
export const EVERYBODY = '*'
