import type { ImpactList, ImpactListRow } from '#cmdb/queries/impact_list'
import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import type { I18n } from '@adonisjs/i18n'

/** The list as CSV in the reader's language. */
export function impactCsv(list: ImpactList, i18n: I18n): string {
  const isRussian = i18n.locale === 'ru'
  const header = ['level', 'number', 'name', 'class', 'state', 'via'].map((key) =>
    i18n.t(`cmdb.impact.csv.${key}`)
  )
  const lines = list.rows.map((row) => cells(list, row, i18n, isRussian))
  return BYTE_ORDER_MARK + [header, ...lines].map((line) => csvLine(line, i18n.locale)).join('')
}

function cells(list: ImpactList, row: ImpactListRow, i18n: I18n, isRussian: boolean): string[] {
  const [number, name, classCode, level, state, side, via, viaType] = row
  const ciClass = list.classes[classCode]!
  const type = viaType === null ? undefined : list.types[viaType]
  const words =
    side === 'i' ? [type?.consumerRu, type?.consumerEn] : [type?.memberRu, type?.memberEn]
  const viaNumber = via === null ? '' : list.rows[via]![0]
  return [
    String(level),
    number,
    name,
    isRussian ? ciClass.labelRu : ciClass.labelEn,
    state === null ? '' : i18n.t(`cmdb.impact.state.${state === 'd' ? 'down' : 'degraded'}`),
    [isRussian ? words[0] : words[1], viaNumber].filter(Boolean).join(' '),
  ]
}
