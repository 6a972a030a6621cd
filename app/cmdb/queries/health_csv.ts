import type CiHealthFinding from '#cmdb/models/ci_health_finding'
import type { HealthFilter } from '#cmdb/queries/health_filter'
import { healthWords } from '#cmdb/queries/health_words'
import { filteredFindings, withNames } from '#cmdb/queries/list_health_findings'
import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import type { Principal } from '#directory/queries/principal'
import type { I18n } from '@adonisjs/i18n'

const PORTION = 500
const COLUMNS = [
  ...['number', 'item', 'class', 'organisation', 'kpi', 'reason', 'found', 'state'],
  ...['team', 'person', 'due'],
] as const

/** The findings of a filter as CSV in the reader's language, portion by portion. */
export async function* healthCsv(principal: Principal, filter: HealthFilter, i18n: I18n) {
  const header = COLUMNS.map((key) => i18n.t(`ci_health.column.${key}`))
  yield BYTE_ORDER_MARK + csvLine(header, i18n.locale)
  for (let offset = 0; ; offset += PORTION) {
    const { query } = await filteredFindings(principal, filter)
    const findings = await withNames(query).offset(offset).limit(PORTION)
    const words = await healthWords(i18n, principal, findings)
    yield findings
      .map((each) => csvLine(cells(each, words.finding(each), i18n), i18n.locale))
      .join('')
    if (findings.length < PORTION) return
  }
}

function cells(finding: CiHealthFinding, reason: string, i18n: I18n): string[] {
  const { item, kpi, state, team, person, dueOn, firstFoundAt } = finding
  const { ciClass } = item
  return [
    ...[item.number, item.name, i18n.locale === 'ru' ? ciClass.labelRu : ciClass.labelEn],
    ...[item.organisation.name, i18n.t(`ci_health.kpi.${kpi}`), reason],
    ...[firstFoundAt.toISODate()!, i18n.t(`ci_health.state.${state}`)],
    ...[team?.name ?? '', person?.displayName ?? '', dueOn ?? ''],
  ]
}
