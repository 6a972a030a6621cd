import type { CellKind } from '#core/documents/document_table'
import { formatMinutes } from '#core/duration'
import { fromMinor } from '#core/money'
import i18nManager from '@adonisjs/i18n/services/main'
import { DateTime } from 'luxon'

export const DOCUMENT_LANGUAGES = ['ru', 'en'] as const
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number]

/** That of documents for somebody who reads pages in `locale`. */
export function documentLanguage(locale: string | undefined): DocumentLanguage {
  return locale === 'ru' ? 'ru' : 'en'
}

export type DocumentTexts = ReturnType<typeof documentTexts>

const FORMATS = {
  ru: { date: 'dd.MM.yyyy', moment: 'dd.MM.yyyy HH:mm', tag: 'ru-RU' },
  en: { date: 'yyyy-MM-dd', moment: 'yyyy-MM-dd HH:mm', tag: 'en-US' },
} as const

/** Words, dates and numbers of a document in one language and one zone (§10.3). */
export function documentTexts(language: DocumentLanguage, zone: string) {
  const i18n = i18nManager.locale(language)
  const { tag, ...formats } = FORMATS[language]
  const amounts = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const counts = new Intl.NumberFormat(tag)
  const rates = new Intl.NumberFormat(tag, { maximumFractionDigits: 8 })

  const date = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' }).toFormat(formats.date)
  const moment = (iso: string) => DateTime.fromISO(iso, { zone }).toFormat(formats.moment)
  const percent = (ratio: number) => `${round(ratio * 100)}${language === 'ru' ? '\u00A0' : ''}%`
  // Intl takes a decimal string exactly, though its type lags behind.
  const money = (minor: number) => amounts.format(fromMinor(minor) as `${number}`)

  function show(kind: CellKind, value: string | number): string {
    if (typeof value === 'string') {
      if (kind === 'date') return date(value)
      return kind === 'moment' ? moment(value) : value
    }
    if (kind === 'money') return money(value)
    if (kind === 'minutes') return formatMinutes(value)
    return kind === 'percent' ? percent(value) : counts.format(value)
  }

  /** The same few words stand in thousands of cells, and each message is compiled anew. */
  const words = new Map<string, string>()
  function word(key: string, params: Record<string, string | number> = {}): string {
    const asked = `${key} ${JSON.stringify(params)}`
    const known = words.get(asked) ?? i18n.t(key, params)
    words.set(asked, known)
    return known
  }

  function round(value: number) {
    return new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }).format(value)
  }

  return {
    language,
    zone,
    i18n,
    word,
    date,
    moment,
    money,
    /** A decimal string with as many as eight decimals. */
    decimal: (text: string) => rates.format(text as `${number}`),
    percent,
    show,
    pick: (text: { ru: string; en: string }) => text[language] || text.ru || text.en,
    month: (month: string) =>
      DateTime.fromISO(`${month}-01`, { zone: 'utc' }).setLocale(language).toFormat('LLLL yyyy'),
  }
}
