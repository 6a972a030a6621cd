import { toCardinal } from 'n2words/en-GB'
import numberToWordsRu from 'number-to-words-ru'
import { fromMinor } from '#core/money'

const WORDED_CURRENCIES = ['RUB', 'EUR', 'USD'] as const
export type WordedCurrency = (typeof WORDED_CURRENCIES)[number]
export type WordsLanguage = 'ru' | 'en'

const RUSSIAN_CODES = { RUB: 'rub', EUR: 'eur', USD: 'usd' } as const

const ENGLISH_UNITS = {
  RUB: { major: ['rouble', 'roubles'], minor: ['kopeck', 'kopecks'] },
  EUR: { major: ['euro', 'euros'], minor: ['cent', 'cents'] },
  USD: { major: ['dollar', 'dollars'], minor: ['cent', 'cents'] },
} as const

export function isWordedCurrency(code: string): code is WordedCurrency {
  return WORDED_CURRENCIES.some((known) => known === code)
}

/**
 * Amount of an act or invoice in words, the hundredths as two digits:
 * 4305104 RUB → «Сорок три тысячи пятьдесят один рубль 04 копейки».
 */
export function amountInWords(
  amountMinor: number,
  currency: WordedCurrency,
  language: WordsLanguage
): string {
  const amount = fromMinor(amountMinor)
  if (language === 'ru') {
    return numberToWordsRu.convert(amount, { currency: RUSSIAN_CODES[currency] })
  }
  return inEnglish(amount, currency)
}

function inEnglish(amount: string, currency: WordedCurrency): string {
  const [whole = '0', hundredths = '00'] = amount.replace('-', '').split('.')
  const { major, minor } = ENGLISH_UNITS[currency]
  const sign = amount.startsWith('-') ? 'minus ' : ''
  const unit = whole === '1' ? major[0] : major[1]
  const part = hundredths === '01' ? minor[0] : minor[1]
  return capitalise(`${sign}${toCardinal(whole)} ${unit} ${hundredths} ${part}`)
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
