import { ROW_OUTCOMES, ROW_STATUSES } from '#core/imports/import_types'
import type DataImport from '#core/models/data_import'
import { listImportRows } from '#core/queries/find_import'
import { filterOf, listQuery } from '#core/queries/list_query'
import ImportRowTransformer from '#core/transformers/import_row_transformer'
import type { I18n } from '@adonisjs/i18n'

type Asked = {
  /** As the address has it. */
  query: Record<string, unknown>
  i18n: I18n
  /** Which of the records that rows may mean the viewer may see. */
  visibleOf: (ids: readonly number[]) => Promise<ReadonlySet<number>>
}

/** What every page of an import shows of its rows: the list as it is narrowed, and by what. */
export async function importRowsPage(dataImport: DataImport, { query, i18n, visibleOf }: Asked) {
  const filter = {
    ...{ page: listQuery(query).page, status: filterOf(query.status, ROW_STATUSES) },
    outcome: filterOf(query.outcome, ROW_OUTCOMES),
  }
  const list = await listImportRows(dataImport, filter)
  const candidates = list.rows.flatMap((row) => row.candidates.map(({ id }) => id))
  const { choices = {} } = dataImport.settings
  const shown = { i18n, visible: await visibleOf(candidates), choices }
  return { filter, list: { ...list, rows: ImportRowTransformer.transform(list.rows, shown) } }
}
