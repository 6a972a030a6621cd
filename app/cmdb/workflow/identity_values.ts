/** What makers write where nobody filled in a serial number. */
const JUNK = new Set([
  ...['to be filled by o.e.m.', 'default string', '0', 'none', 'system serial number', 'n/a', 'na'],
  ...['not specified', 'not applicable', 'unknown', 'chassis serial number', 'serial', 'null', '-'],
  ...['не указан', 'нет', 'б/н', 'без номера', 'invalid', 'empty', 'oem', 'o.e.m.'],
])

/** A serial number as it identifies: upper case, without spaces at the ends; null when it is junk. */
export function serialIdentity(text: string): string | null {
  const serial = text.trim().replace(/\s+/g, ' ').toUpperCase()
  return serial === '' || isJunk(serial) ? null : serial
}

/** Whether no one machine is meant: known phrases, and one sign again and again. */
export function isJunk(text: string): boolean {
  const plain = text.trim().toLowerCase()
  return JUNK.has(plain) || /^(.)\1*$/u.test(plain.replace(/[\s.:_-]/g, '') || '0')
}

/** Twelve hexadecimal digits without separators, else null; zeros alone and broadcast are none. */
export function macIdentity(text: string): string | null {
  const digits = text.replace(/[\s.:-]/g, '').toUpperCase()
  return /^[0-9A-F]{12}$/.test(digits) && !/^(.)\1*$/.test(digits) ? digits : null
}

/** Small letters, no dot at the end; a name without a domain is no full name. */
export function fqdnIdentity(text: string): string | null {
  const name = text.trim().toLowerCase().replace(/\.$/, '')
  return name.includes('.') && !/^localhost(\.|$)/.test(name) ? name : null
}

/** Case, ё and doubled spaces tell no two things apart. */
export function textIdentity(text: string): string | null {
  const plain = text.trim().replace(/\s+/g, ' ').toLowerCase().replaceAll('ё', 'е')
  return plain === '' ? null : plain
}

/** UUIDs of boards that makers left alone are as junk as serial numbers. */
export function uuidIdentity(text: string): string | null {
  const digits = text.trim().replace(/[{}-]/g, '').toLowerCase()
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
  if (value === null || value === undefined || value === '') return null
  return (BY_FIELD[field] ?? textIdentity)(String(value))
}
