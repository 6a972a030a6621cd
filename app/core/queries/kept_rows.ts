import { problemText } from '#core/imports/problem_text'
import type DataImport from '#core/models/data_import'
import ImportUndo from '#core/models/import_undo'
import type { I18n } from '@adonisjs/i18n'

const SHOWN = 100

/** The first rows that taking an import back left as they are, with the reasons. */
export async function keptRows({ id, state }: DataImport, i18n: I18n) {
  if (state !== 'undone') return []
  const rows = await ImportUndo.query()
    .where({ dataImportId: id, outcome: 'kept' })
    .orderBy('rowNumber')
    .limit(SHOWN)
  return rows.map(({ rowNumber, problems }) => ({
    row: rowNumber,
    problems: (problems ?? []).map((problem) => ({
      field: problem.field,
      message: problemText(i18n, problem),
    })),
  }))
}
