import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import { inLanguage } from '#core/in_language'
import type { Principal } from '#directory/queries/principal'
import type Improvement from '#quality/models/improvement'
import { filteredImprovements, type ImprovementFilter } from '#quality/queries/list_improvements'
import type { I18n } from '@adonisjs/i18n'

const ROWS_PER_READ = 500
const FIELDS = [
  ...['number', 'title', 'description', 'organisationId', 'serviceId', 'source', 'sourceNumber'],
  ...['expectedBenefit', 'value', 'effort', 'priority', 'ownerId', 'doneBy', 'state'],
  ...['rejectionReason', 'result', 'doneOn'],
]

/** The register as the filter leaves it, in the list's order; read piece by piece. */
export async function* improvementsCsv(
  principal: Principal,
  filter: ImprovementFilter,
  i18n: I18n
): AsyncGenerator<string> {
  const titles = FIELDS.map((field) => i18n.t(`fields.${field}`))
  yield BYTE_ORDER_MARK + csvLine(titles, i18n.locale)
  for (let offset = 0; ; offset += ROWS_PER_READ) {
    const { query } = filteredImprovements(principal, filter)
    const rows = await query.offset(offset).limit(ROWS_PER_READ)
    if (rows.length === 0) return
    yield rows.map((row) => csvLine(cellsOf(row, i18n), i18n.locale)).join('')
  }
}

function cellsOf(row: Improvement, i18n: I18n): string[] {
  const { service } = row
  const size = (of: 'value' | 'effort') => (row[of] ? i18n.t(`quality.size.${row[of]}`) : '')
  return [
    ...[row.number, row.title, row.description, row.organisation.name],
    service ? inLanguage(i18n.locale, service.nameRu, service.nameEn) : '',
    ...[i18n.t(`quality.source.${row.source}`), row.sourceNumber ?? '', row.expectedBenefit ?? ''],
    ...[size('value'), size('effort'), row.priority === null ? '' : String(row.priority)],
    ...[row.owner?.displayName ?? '', row.dueOn ?? '', i18n.t(`quality.state.${row.state}`)],
    ...[row.rejectionReason ?? '', row.result ?? '', row.doneOn ?? ''],
  ]
}
