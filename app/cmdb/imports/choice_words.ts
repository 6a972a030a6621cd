import { CI_STATUSES, CRITICALITIES, ENVIRONMENTS } from '#cmdb/models/ci_types'
import { textIdentity } from '#cmdb/workflow/identity_values'
import i18nManager from '@adonisjs/i18n/services/main'

const CHOICES = {
  status: CI_STATUSES,
  environment: ENVIRONMENTS,
  criticality: CRITICALITIES,
} as const
export type ChoiceField = keyof typeof CHOICES

/** By field and word in either language: what is stored. */
export type ChoiceWords = ReadonlyMap<string, string | number>

export function choiceWords(): ChoiceWords {
  const words = new Map<string, string | number>()
  for (const [field, values] of Object.entries(CHOICES)) {
    for (const value of values) {
      words.set(`${field} ${textIdentity(String(value))}`, value)
      for (const locale of ['ru', 'en']) {
        const label = i18nManager.locale(locale).t(`cmdb.${field}.${value}`)
        words.set(`${field} ${textIdentity(label)}`, value)
        // «2 – высокая» is known by its word alone too.
        const [, word] = label.split(' – ')
        if (word) words.set(`${field} ${textIdentity(word)}`, value)
      }
    }
  }
  return words
}

export function chosen(words: ChoiceWords, field: ChoiceField, text: string) {
  return words.get(`${field} ${textIdentity(text)}`)
}
