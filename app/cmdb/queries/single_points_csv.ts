import type { SinglePoint } from '#cmdb/queries/single_points_page'
import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import type { I18n } from '@adonisjs/i18n'

const COLUMNS = ['number', 'name', 'class', 'services', 'criticality', 'down', 'lost'] as const

/** A report as CSV in the reader's language. */
export function singlePointsCsv(points: readonly SinglePoint[], i18n: I18n): string {
  const header = COLUMNS.map((key) => i18n.t(`cmdb.single_points.columns.${key}`))
  const lines = points.map((point) => [
    ...[point.number, point.name, i18n.locale === 'ru' ? point.classRu : point.classEn],
    ...[point.services, point.criticality, point.down].map(String),
    point.lost.map(({ name }) => name).join(', '),
  ])
  return BYTE_ORDER_MARK + [header, ...lines].map((line) => csvLine(line, i18n.locale)).join('')
}
