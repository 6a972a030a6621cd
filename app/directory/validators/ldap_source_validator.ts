import { LDAP_FIELDS, LDAP_KINDS, type LdapField } from '#config/ldap'
import { LDAP_CREATES, LDAP_RUN_KINDS } from '#directory/models/ldap_types'
import vine from '@vinejs/vine'

const id = () => vine.number().withoutDecimals().positive()
const text = (length: number) => vine.string().trim().minLength(1).maxLength(length)
/** A name of an entry, never that of a sign-in mechanism. */
const dn = () => text(500).regex(/^[^=,]+=/)
const groupDn = () => text(500).regex(/^(\*|[^=,]+=.*)$/)
const ATTRIBUTE = /^[A-Za-z][A-Za-z0-9-]*$/
const REQUIRED: readonly LdapField[] = ['key', 'name']

const attributes = Object.fromEntries(
  LDAP_FIELDS.map((field) => [
    field,
    REQUIRED.includes(field)
      ? text(60).regex(ATTRIBUTE)
      : vine
          .string()
          .trim()
          .maxLength(60)
          .regex(/^([A-Za-z][A-Za-z0-9-]*)?$/)
          .nullable()
          .transform((value) => value ?? ''),
  ])
) as Record<LdapField, ReturnType<typeof text>>

const source = {
  name: text(120),
  kind: vine.enum(LDAP_KINDS),
  // Host and port alone: what else an address can hold says the form.
  url: text(300).regex(/^ldaps?:\/\/([A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\])(:\d{1,5})?\/?$/),
  usesStartTls: vine.boolean(),
  caCertificate: vine.string().trim().maxLength(20_000).nullable(),
  bindDn: dn().nullable(),
  /** Absent keeps the one there is. */
  bindPassword: vine.string().minLength(1).maxLength(400).nullable().optional(),
  baseDn: dn(),
  userFilter: text(1000),
  groupFilter: text(1000).nullable(),
  attributes: vine.object(attributes),
  pageSize: vine.number().withoutDecimals().min(10).max(5000),
  organisationId: id(),
  creates: vine.enum(LDAP_CREATES),
  takesOverAccounts: vine.boolean(),
  clearsMissing: vine.boolean(),
  isScheduled: vine.boolean(),
  guardPercent: vine.number().withoutDecimals().min(1).max(100),
  isActive: vine.boolean(),
  mappings: vine
    .array(vine.object({ groupDn: groupDn(), roleId: id(), organisationId: id().nullable() }))
    .maxLength(200),
}

export const newLdapSourceValidator = vine.create(source)
export const ldapSourceValidator = vine.create({ ...source, version: id() })
export const ldapVersionValidator = vine.create({ version: id() })
export const ldapRunValidator = vine.create({
  kind: vine.enum(LDAP_RUN_KINDS),
  ignoresGuard: vine.boolean().optional(),
})
