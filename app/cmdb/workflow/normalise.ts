/**
 * How values are made alike before they are compared (domain §4.8): by imports that look for an item,
 * by the side index that searches and keeps values apart, and by health that looks for duplicates.
 */

/** Case, ё, doubled spaces and the way a letter is composed tell no two things apart. */
export function plainText(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim()
}

/** Digits without separators. */
export function plainMac(text: string): string {
  return plainText(text).replace(/[\s.:-]/g, '')
}

/** Without the dots of the root at the end. */
export function plainFqdn(text: string): string {
  return plainText(text).replace(/[.\s]+$/, '')
}

/** What makers write where nobody filled in a serial number. */
const JUNK = new Set([
  ...['to be filled by o.e.m.', 'default string', '0', 'none', 'system serial number', 'n/a', 'na'],
  ...['not specified', 'not applicable', 'unknown', 'chassis serial number', 'serial', 'null', '-'],
  ...['не указан', 'нет', 'б/н', 'без номера', 'invalid', 'empty', 'oem', 'o.e.m.'],
])

/** Whether no one thing is meant: known phrases, and one sign again and again. */
export function isJunk(text: string): boolean {
  const plain = plainText(text)
  return JUNK.has(plain) || /^(.)\1*$/u.test(plain.replace(/[\s.:_-]/g, '') || '0')
}
