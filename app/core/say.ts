import type { I18n } from '@adonisjs/i18n'

/** Words of the catalogue within a message, told in the reader's language as a list. */
export type CatalogueWords = { words: readonly string[] }
/** Sentences of the catalogue that take a number, told as a list. */
export type CataloguePhrases = { phrases: readonly { key: string; n: number }[] }
export type MessageParams = Record<string, string | number | CatalogueWords | CataloguePhrases>

/** A message of the catalogue in the reader's language. */
export function say(i18n: I18n, key: string, params: MessageParams = {}): string {
  const told = Object.entries(params).map(([name, value]) => [name, tell(i18n, value)] as const)
  return i18n.t(key, Object.fromEntries(told))
}

function tell(i18n: I18n, value: MessageParams[string]): string | number {
  if (typeof value !== 'object') return value
  if ('phrases' in value) {
    return i18n.formatList(value.phrases.map(({ key, n }) => i18n.t(key, { n })))
  }
  return i18n.formatList(value.words.map((key) => i18n.t(key)))
}
