import { phoneDigits } from '#directory/workflow/phone_number'

type Phone = { number: string; label: string | null }

const YES = new Set(['да', 'yes', 'true', '1', 'y', 'д', '+', 'истина', 'vip'])
const NO = new Set(['нет', 'no', 'false', '0', 'n', 'н', '-', 'ложь'])
const LANGUAGES: Record<string, 'ru' | 'en'> = {
  ...{ 'ru': 'ru', 'rus': 'ru', 'русский': 'ru', 'russian': 'ru', 'рус': 'ru', 'ru-ru': 'ru' },
  ...{ en: 'en', eng: 'en', английский: 'en', english: 'en', англ: 'en' },
  ...{ 'en-us': 'en', 'en-gb': 'en' },
}

/**
 * Zones by their hours from Moscow, as Russians name them (DIR: eleven zones, no summer time since
 * 2014). One city stands for those that keep the same time.
 */
const FROM_MOSCOW: Record<string, string> = {
  '-1': 'Europe/Kaliningrad',
  '0': 'Europe/Moscow',
  '1': 'Europe/Samara',
  '2': 'Asia/Yekaterinburg',
  '3': 'Asia/Omsk',
  '4': 'Asia/Krasnoyarsk',
  '5': 'Asia/Irkutsk',
  '6': 'Asia/Yakutsk',
  '7': 'Asia/Vladivostok',
  '8': 'Asia/Magadan',
  '9': 'Asia/Kamchatka',
}
const MOSCOW_LABEL = /^(?:мск|msk)\s*(?:(?<sign>[+\-−–])\s*(?<hours>\d{1,2}))?$/i
/** A comma before a few last digits tells an extension, not the next number. */
const BETWEEN_PHONES = /[;|\n]|,(?!\s*(?:доб|вн|ext|x)?[\s.:]*\d{1,5}\s*(?:[;|\n]|$))/iu

/** Yes or no in both languages and as spreadsheets write them; null when it is neither. */
export function yesOrNo(text: string): boolean | null {
  const plain = text.trim().toLowerCase()
  if (YES.has(plain)) return true
  return NO.has(plain) ? false : null
}

export function languageOf(text: string): 'ru' | 'en' | null {
  return LANGUAGES[text.trim().toLowerCase()] ?? null
}

/** `МСК+2` by the zone it means; anything else as it is, to be checked as the name of a zone. */
export function zoneOf(text: string): string {
  const match = MOSCOW_LABEL.exec(text.trim())
  if (!match) return text.trim()
  const { sign, hours } = match.groups!
  const offset = Number(hours ?? 0) * (sign === undefined || sign === '+' ? 1 : -1)
  return FROM_MOSCOW[String(offset === 0 ? 0 : offset)] ?? text.trim()
}

/** «Иванов Пётр Сергеевич», "Peter J. Miller": each language in its own order. */
export function fullName(parts: { last: string; first: string; middle: string }): string {
  const { last, first, middle } = parts
  const isRussian = /\p{Script=Cyrillic}/u.test(last + first)
  const inOrder = isRussian ? [last, first, middle] : [first, middle, last]
  return inOrder.filter(Boolean).join(' ')
}

/** The numbers of a cell, each once; what is no number stays to be refused. */
export function phonesOf(text: string, label: string | null): Phone[] {
  const numbers = text.split(BETWEEN_PHONES).map((number) => number.trim())
  return withoutTwins(numbers.filter(Boolean).map((number) => ({ number: shown(number), label })))
}

export function withoutTwins(phones: Phone[]): Phone[] {
  const seen = new Set<string>()
  return phones.filter(({ number }) => {
    const digits = phoneDigits(number)
    if (digits !== null && seen.has(digits)) return false
    if (digits !== null) seen.add(digits)
    return true
  })
}

/** A number that a spreadsheet took for one has lost its plus; a word tells the extension by itself. */
function shown(number: string): string {
  if (/^7\d{10}$/.test(number)) return `+${number}`
  return number.replace(/\s*,\s*(?=доб|вн|ext|x)/iu, ' ')
}
