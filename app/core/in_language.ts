/** A text of a pair of columns; `isFallback` marks one that only the other language has (CAT-06). */
export type Translated = { text: string; isFallback: boolean }

type Text = string | null | undefined

/** The text of a language out of a pair of columns, else that of the other one. */
export function translated(locale: string, ru: Text, en: Text): Translated {
  const [own, other] = locale === 'ru' ? [ru, en] : [en, ru]
  return { text: own || other || '', isFallback: !own && Boolean(other) }
}

/** The same as one line, with the language behind a text that is not translated. */
export function inLanguage(locale: string, ru: Text, en: Text): string {
  const { text, isFallback } = translated(locale, ru, en)
  return isFallback ? `${text} [${locale === 'ru' ? 'EN' : 'RU'}]` : text
}
