/** What names a person in a text. */
export type Names = { displayName: string; emails: readonly string[]; phones: readonly string[] }

const MIN_PHONE_DIGITS = 7
const SHORTEST_NAME = 3
/** What people put between the digits of a number. */
const BETWEEN_DIGITS = String.raw`[\s().\-–]*`
const WORD_CHARACTER = String.raw`[\p{L}\p{N}_]`

/**
 * Finds a person's full name in either order, with initials, their addresses and numbers in any
 * writing; ё is е and the case does not matter. A surname alone is left: it may be somebody else's.
 */
export function maskPattern(names: Names): RegExp | null {
  const forms = [...nameForms(names.displayName), ...names.emails.flatMap(emailForm)]
  const phones = names.phones.flatMap(phoneForm)
  const words = forms.map((form) => `(?<!${WORD_CHARACTER})${form}(?!${WORD_CHARACTER})`)
  const all = [...words, ...phones]
  return all.length === 0 ? null : new RegExp(all.join('|'), 'giu')
}

/** The text with `replacement` for all that names the person, and how often it did. */
export function maskText(text: string, pattern: RegExp | null, replacement: string) {
  if (!pattern) return { text, hits: 0 }
  let hits = 0
  const masked = text.replace(pattern, () => {
    hits += 1
    return replacement
  })
  return { text: masked, hits }
}

/** Where the first hit stands, with a little around it. */
export function excerptOf(text: string, pattern: RegExp, around = 60): string {
  const at = text.search(pattern)
  if (at === -1) return ''
  const [start, end] = [Math.max(0, at - around), Math.min(text.length, at + around)]
  const inner = text.slice(start, end).replaceAll(/\s+/g, ' ')
  return `${start > 0 ? '…' : ''}${inner}${end < text.length ? '…' : ''}`
}

function nameForms(displayName: string): string[] {
  const words = displayName.trim().split(/\s+/).filter(Boolean)
  const whole = words.map(literal).join(String.raw`\s+`)
  if (displayName.trim().length < SHORTEST_NAME) return []
  const [first, second, ...rest] = words
  if (!first || !second) return [whole]
  const pairs = [
    `${literal(first)}\\s+${literal(second)}`,
    `${literal(second)}\\s+${literal(first)}`,
  ]
  return [
    whole,
    ...pairs,
    ...withInitials(first, [second, ...rest]),
    ...withInitials(second, [first]),
  ]
}

/** `Ivanov I. I.` and `I. I. Ivanov`. */
function withInitials(surname: string, others: string[]): string[] {
  if (surname.length < SHORTEST_NAME) return []
  const initials = others.map((word) => `${literal(word[0]!)}\\.`).join(String.raw`\s*`)
  return [`${literal(surname)}\\s+${initials}`, `${initials}\\s*${literal(surname)}`]
}

function emailForm(email: string): string[] {
  return email.trim().length > 0 ? [literal(email.trim())] : []
}

function phoneForm(phone: string): string[] {
  const digits = phone.replaceAll(/\D/g, '')
  if (digits.length < MIN_PHONE_DIGITS) return []
  // +7 and 8 are one trunk: the digits after them are what the number is known by.
  const known = /^[78]\d{10}$/.test(digits) ? digits.slice(1) : digits
  const trunk = known === digits ? String.raw`\+?` : String.raw`(?:\+?[78]${BETWEEN_DIGITS})?`
  return [`(?<![\\d+])${trunk}${[...known].join(BETWEEN_DIGITS)}(?!\\d)`]
}

function literal(word: string): string {
  return RegExp.escape(word).replaceAll(/[её]/giu, '[её]')
}
