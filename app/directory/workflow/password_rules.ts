export type PasswordFlaw = 'too_short' | 'too_long' | 'common' | 'personal' | 'repetitive'

export type PasswordFacts = {
  minLength: number
  maxLength: number
  /** Whether a lower-case text is on the list of known passwords. */
  isKnown: (text: string) => boolean
  /** What others know about the person: name, addresses. */
  personal: readonly (string | null | undefined)[]
}

/** Fewer different characters than this is a rhythm and no secret. */
const DIFFERENT_CHARACTERS = 5
const SHORTEST_PERSONAL = 4
/** What a password consists of besides a known one; three digits or a year at the end help nobody. */
const SHARE_OF_KNOWN = 0.5

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбюё'
const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const LOOKALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  '$': 's',
  '!': 'i',
}

/** What is wrong with a password, or null. Offline: nothing leaves the server. */
export function passwordFlaw(password: string, facts: PasswordFacts): PasswordFlaw | null {
  const length = [...password].length
  if (length < facts.minLength) return 'too_short'
  if (length > facts.maxLength) return 'too_long'
  const text = password.toLowerCase()
  if (isRepetitive(text)) return 'repetitive'
  if (isCommon(text, facts.isKnown)) return 'common'
  return isPersonal(text, facts.personal) ? 'personal' : null
}

/** One unit again and again, few characters, or a walk along the keys. */
function isRepetitive(text: string): boolean {
  if (new Set(text).size < DIFFERENT_CHARACTERS) return true
  if (/^(.{1,6}?)\1+.{0,2}$/u.test(text)) return true
  return ROWS.some((row) => walks(text, row))
}

function walks(text: string, row: string): boolean {
  const there = row.repeat(2)
  const back = [...there].reverse().join('')
  return there.includes(text) || back.includes(text)
}

/** On the list itself, or a listed one dressed up: with digits around it, lookalikes, other keys. */
function isCommon(text: string, isKnown: PasswordFacts['isKnown']): boolean {
  const readings = [text, plainLetters(text), latinKeys(text)]
  return readings.some((reading) => {
    if (isKnown(reading)) return true
    const core = reading.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
    return core.length >= reading.length * SHARE_OF_KNOWN && isKnown(core)
  })
}

function plainLetters(text: string): string {
  return text.replace(/[013457@$!]/g, (sign) => LOOKALIKES[sign] ?? sign)
}

/** A Russian word typed on a Latin keyboard, the way lists hold it. */
function latinKeys(text: string): string {
  return text.replace(/[а-яё]/g, (letter) => LATIN_KEYS[CYRILLIC.indexOf(letter)] ?? letter)
}

/** The person's name or address makes up most of it. */
function isPersonal(text: string, personal: PasswordFacts['personal']): boolean {
  return personal.some((each) => {
    const known = (each ?? '').toLowerCase()
    const words = [known, ...known.split(/[\s@.,_-]+/)].filter(
      (word) => word.length >= SHORTEST_PERSONAL
    )
    const rest = words.reduce((left, word) => left.replaceAll(word, ''), text)
    return rest.length < text.length && rest.replace(/[^\p{L}]/gu, '').length < SHORTEST_PERSONAL
  })
}
