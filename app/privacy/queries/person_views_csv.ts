import { fromSqlUtc } from '#core/columns'
import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import type { Principal } from '#directory/queries/principal'
import { viewsBefore, type PersonView, type ViewFilter } from '#privacy/queries/list_person_views'
import type { I18n } from '@adonisjs/i18n'

const COLUMNS = ['viewer', 'person', 'at', 'last_at', 'ip', 'user_agent', 'is_prefetch']

/** Everything the filter lets through, the latest first; read piece by piece. */
export async function* personViewsCsv(
  principal: Principal,
  filter: ViewFilter,
  i18n: I18n
): AsyncGenerator<string> {
  const titles = COLUMNS.map((column) => i18n.t(`privacy.columns.${column}`))
  yield BYTE_ORDER_MARK + csvLine(titles, i18n.locale)
  for (let before: number | null = null; ;) {
    const rows = await viewsBefore(principal, filter, before)
    if (rows.length === 0) return
    yield rows.map((row) => csvLine(cellsOf(row, principal, i18n), i18n.locale)).join('')
    before = rows.at(-1)!.id
  }
}

function cellsOf(row: PersonView, { timeZone }: Principal, i18n: I18n): string[] {
  const time = (value: unknown) =>
    fromSqlUtc(value)!.setZone(timeZone).toFormat('yyyy-MM-dd HH:mm:ss ZZ')
  return [
    row.viewer_name ?? '',
    row.person_name ?? '',
    time(row.at),
    time(row.last_at),
    row.ip ?? '',
    row.user_agent ?? '',
    i18n.t(row.is_prefetch ? 'privacy.yes' : 'privacy.no'),
  ]
}
