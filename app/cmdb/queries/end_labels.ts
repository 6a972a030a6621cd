import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import i18nManager from '@adonisjs/i18n/services/main'

const LISTED = 6

/** What ends of pairs are called, the first few, as one phrase. */
export function endLabels(
  ends: readonly string[],
  classes: readonly CiClassFacts[],
  locale: 'ru' | 'en'
): string {
  const named = ends.slice(0, LISTED).map((end) => labelOf(locale, end, classes))
  return named.join(', ') + (ends.length > LISTED ? ' …' : '')
}

/** The name of one end in a language. */
function labelOf(locale: string, end: string, classes: readonly CiClassFacts[]): string {
  const [kind, code] = end.split(':')
  const i18n = i18nManager.locale(locale)
  if (kind === 'any') return i18n.t('cmdb.relation_type.any')
  if (kind === 'group') return i18n.t(`cmdb.group.${code}`)
  const found = classes.find((each) => each.code === code)
  return (locale === 'ru' ? found?.labelRu : found?.labelEn) ?? code!
}
