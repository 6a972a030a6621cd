import type { LdapAttributes, LdapField } from '#config/ldap'
import { dnKey, guidText } from '#directory/workflow/ldap_names'

/** An entry as a directory gives it; attribute names come in any case and with options. */
export type RawEntry = { dn: string; [attribute: string]: Value | Value[] }
type Value = string | Uint8Array

export type LdapEntry = {
  dn: string
  /** Empty when the entry has none. */
  key: string
  name: string | null
  email: string | null
  phone: string | null
  jobTitle: string | null
  department: string | null
  site: string | null
  /** A DN in the form names are compared in. */
  manager: string | null
  uid: string | null
  /** DNs in that form too. */
  memberOf: string[]
  isDisabled: boolean
}

const ACCOUNT_DISABLED = 0x2
/** OpenLDAP's way to lock for good; a moment in its place is a pause after wrong passwords. */
const LOCKED_FOR_GOOD = /^0{4}0101/
/** As long as the columns are. */
const LENGTHS: Partial<Record<LdapField, number>> = { phone: 40 }
const LONGEST = 200

export const STATE_ATTRIBUTES = [
  'userAccountControl',
  'nsAccountLock',
  'pwdAccountLockedTime',
  'loginDisabled',
] as const

/** Every value of an attribute; a language or a range in the name makes no difference. */
export function valuesOf(entry: RawEntry, attribute: string): Value[] {
  const { exact, optional } = valuesByName(entry).get(attribute.toLowerCase()) ?? NOTHING
  return exact.length > 0 ? exact : optional
}

type Values = { exact: Value[]; optional: Value[] }

const NOTHING: Values = { exact: [], optional: [] }
const indexed = new WeakMap<RawEntry, Map<string, Values>>()

/** An entry is asked for a dozen attributes: its names are taken apart once. */
function valuesByName(entry: RawEntry): Map<string, Values> {
  const known = indexed.get(entry)
  if (known) return known
  const byName = new Map<string, Values>()
  for (const [name, value] of Object.entries(entry)) {
    if (name === 'dn') continue
    const [base, ...options] = name.toLowerCase().split(';')
    const kept = byName.get(base!) ?? { exact: [], optional: [] }
    const isExact = options.every((each) => each.startsWith('range='))
    const list = isExact ? kept.exact : kept.optional
    list.push(...(Array.isArray(value) ? value : [value]))
    byName.set(base!, kept)
  }
  indexed.set(entry, byName)
  return byName
}

/** `member;range=0-1499`: where the next part begins, null after the last one (`0-*`). */
export function nextRange(entry: RawEntry, attribute: string): number | null {
  const pattern = new RegExp(`^${attribute};range=\\d+-(\\d+)$`, 'i')
  const found = Object.keys(entry).map((name) => pattern.exec(name)?.[1])
  const last = found.find((each) => each !== undefined)
  return last === undefined ? null : Number(last) + 1
}

export function textsOf(entry: RawEntry, attribute: string): string[] {
  return valuesOf(entry, attribute)
    .map((value) => (typeof value === 'string' ? value : Buffer.from(value).toString('utf8')))
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
}

export function readEntry(raw: RawEntry, attributes: LdapAttributes): LdapEntry {
  const text = (field: LdapField) => {
    const [first] = attributes[field] ? textsOf(raw, attributes[field]) : []
    return first?.slice(0, LENGTHS[field] ?? LONGEST).trim() ?? null
  }
  const manager = text('manager')
  return {
    dn: raw.dn,
    key: keyOf(raw, attributes.key),
    name: text('name') ?? nameOf(raw),
    email: text('email')?.toLowerCase() ?? null,
    phone: text('phone'),
    jobTitle: text('jobTitle'),
    department: text('department'),
    site: text('site'),
    manager: manager && dnKey(manager),
    uid: textsOf(raw, 'uid')[0] ?? null,
    memberOf: textsOf(raw, 'memberOf').map(dnKey),
    isDisabled: isDisabled(raw),
  }
}

/** The key as text: a GUID for sixteen bytes, hexadecimal digits for others. */
export function keyOf(raw: RawEntry, attribute: string): string {
  const [value] = valuesOf(raw, attribute)
  if (value === undefined) return ''
  if (typeof value === 'string') return value.trim().toLowerCase().slice(0, 120)
  if (value.length === 16) return guidText(value)
  return Buffer.from(value).toString('hex').slice(0, 120)
}

export function isDisabled(raw: RawEntry): boolean {
  const first = (attribute: string) => textsOf(raw, attribute)[0] ?? ''
  return (
    (Number(first('userAccountControl')) & ACCOUNT_DISABLED) !== 0 ||
    /^true$/i.test(first('nsAccountLock')) ||
    /^true$/i.test(first('loginDisabled')) ||
    LOCKED_FOR_GOOD.test(first('pwdAccountLockedTime'))
  )
}

/** Where the attribute of the name is empty, the parts of it are tried. */
function nameOf(raw: RawEntry): string | null {
  const [surname, given] = [textsOf(raw, 'sn')[0], textsOf(raw, 'givenName')[0]]
  const name = [surname, given].filter(Boolean).join(' ') || textsOf(raw, 'cn')[0]
  return name?.slice(0, LONGEST) ?? null
}
