import { isJunk, plainFqdn, plainMac, plainText } from '#cmdb/workflow/normalise'

/** A serial number as it identifies: upper case, spaces once; null when it is junk. */
export function serialIdentity(text: string): string | null {
  return isJunk(text) ? null : plainText(text).toUpperCase()
}

/** Twelve hexadecimal digits without separators, else null; zeros alone and broadcast are none. */
export function macIdentity(text: string): string | null {
  const digits = plainMac(text)
  return /^[0-9a-f]{12}$/.test(digits) && !/^(.)\1*$/.test(digits) ? digits : null
}

/** A name without a domain is no full name, and every machine is its own localhost. */
export function fqdnIdentity(text: string): string | null {
  const name = plainFqdn(text)
  return name.includes('.') && !/^localhost(\.|$)/.test(name) ? name : null
}

export function textIdentity(text: string): string | null {
  const plain = plainText(text)
  return plain === '' ? null : plain
}

/** UUIDs of boards that makers left alone are as junk as serial numbers. */
export function uuidIdentity(text: string): string | null {
  const digits = plainText(text).replace(/[{}-]/g, '')
  return digits === '' || isJunk(digits) || digits === '03000200040005000006000700080009'
    ? null
    : digits
}

type Normaliser = (text: string) => string | null

const BY_FIELD: Record<string, Normaliser> = {
  'serialNumber': serialIdentity,
  'attributes.imei': serialIdentity,
  'attributes.mac': macIdentity,
  'attributes.fqdn': fqdnIdentity,
  'attributes.uuid': uuidIdentity,
  'attributes.vm_uuid': uuidIdentity,
}

/** A value of a field as it identifies an item, or null when it says nothing. */
export function identityOf(field: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '' || Array.isArray(value)) return null
  return (BY_FIELD[field] ?? textIdentity)(String(value))
}
