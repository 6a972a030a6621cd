import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import i18nManager from '@adonisjs/i18n/services/main'

const LISTED = 6

/** What ends of pairs are called, the first few, as one phrase per language. */
export function endLabels(
  ends: readonly string[],
  classes: readonly CiClassFacts[]
): { ru: string; en: string } {
  return { ru: phrase('ru', ends, classes), en: phrase('en', ends, classes) }
}

function phrase(locale: 'ru' | 'en', ends: readonly string[], classes: readonly CiClassFacts[]) {
  const named = ends.slice(0, LISTED).map((end) => labelOf(locale, end, classes))
  return named.join(', ') + (ends.length > LISTED ? ' …' : '')
}

/** The name of one end in a language. */
export function labelOf(locale: string, end: string, classes: readonly CiClassFacts[]): string {
  const [kind, code] = end.split(':')
  const i18n = i18nManager.locale(locale)
  if (kind === 'any') return i18n.t('cmdb.relation_type.any')
  if (kind === 'group') return i18n.t(`cmdb.group.${code}`)
  const found = classes.find((each) => each.code === code)
  return (locale === 'ru' ? found?.labelRu : found?.labelEn) ?? code!
}
