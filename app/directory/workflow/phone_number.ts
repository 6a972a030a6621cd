/** The digits by which a number is known wherever it is called from. */
const TAIL = 7
const LONGEST = 15
const EXTENSION = /(?:[,;#]|доб|вн|ext|x)[\s.:]*\d{1,6}\s*$/iu
const FOREIGN = /[^\d+\s().\-–/]/u

/**
 * The digits of a number as the world dials it, without signs: `+7 (495) 123-45-67`,
 * `8 495 1234567` and `(495) 123-45-67` are all 74951234567. What is too short for that stays as it
 * is (an internal number). Null when the text is no number. An extension does not count.
 */
export function phoneDigits(text: string): string | null {
  const plain = text.trim().replace(EXTENSION, '').trim()
  if (FOREIGN.test(plain)) return null
  const digits = plain.replace(/\D/g, '')
  if (digits.length < 2) return null
  const known = plain.startsWith('+') ? digits : international(digits)
  return known.length <= LONGEST ? known : null
}

/** What two forms of one number have in common at least; short numbers whole. */
export function phoneTail(digits: string): string {
  return digits.slice(-TAIL)
}

/** Digits to look for inside of stored ones when `text` is a part of a number, else none. */
export function phoneParts(text: string): string[] {
  if (FOREIGN.test(text)) return []
  const digits = text.replace(/\D/g, '')
  if (digits.length < 3) return []
  const parts = [digits, phoneDigits(text) ?? digits]
  // The Russian trunk code is never stored.
  if (/^8\d{3,9}$/.test(digits)) parts.push(digits.slice(1))
  return [...new Set(parts)]
}

/** `+7 (495) 123-45-67 (office), 112`; null for none. */
export function phonesText(
  phones: readonly { number: string; label: string | null }[]
): string | null {
  const texts = phones.map(({ number, label }) => (label ? `${number} (${label})` : number))
  return texts.join(', ') || null
}

/** Numbers dialled from Russia: 8 is the way out of town, 810 and 00 lead abroad. */
function international(digits: string): string {
  if (/^810\d{9,}$/.test(digits)) return digits.slice(3)
  if (/^00\d{8,}$/.test(digits)) return digits.slice(2)
  if (/^8\d{10}$/.test(digits)) return `7${digits.slice(1)}`
  if (/^[3489]\d{9}$/.test(digits)) return `7${digits}`
  return digits
}
