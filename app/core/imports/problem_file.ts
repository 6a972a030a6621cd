import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import { ImportFileGone } from '#core/imports/import_errors'
import type { RowProblem } from '#core/imports/import_types'
import { problemText } from '#core/imports/problem_text'
import type DataImport from '#core/models/data_import'
import ImportRow from '#core/models/import_row'
import Upload from '#core/models/upload'
import { cellText } from '#core/sheets/cell'
import { readTable } from '#core/sheets/read_table'
import { writeXlsx } from '#core/sheets/write_xlsx'
import { storagePath } from '#core/storage'
import type { I18n } from '@adonisjs/i18n'
import { Readable } from 'node:stream'

export const PROBLEM_FORMATS = ['xlsx', 'csv'] as const
export type ProblemFormat = (typeof PROBLEM_FORMATS)[number]

const MASK = '••••••'

type Input = {
  dataImport: DataImport
  format: ProblemFormat
  i18n: I18n
  /** What a field is called on the page. */
  fieldName: (field: string) => string
  /** Fields whose values no file shows again. */
  hidden?: readonly string[]
}

/**
 * The rows that were not taken, as they stand in the file, each with its number and the reason: it
 * can be mended and imported again. Throws ImportFileGone.
 */
export async function problemFile(input: Input): Promise<Readable> {
  const { dataImport, i18n, format } = input
  const upload = dataImport.uploadId ? await Upload.find(dataImport.uploadId) : null
  if (!upload) throw new ImportFileGone()
  const lines = linesOf(input, { path: storagePath(upload.file), type: upload.type })
  return format === 'csv' ? Readable.from(csvOf(lines, i18n.locale)) : writeXlsx(lines)
}

async function* linesOf(
  { dataImport, i18n, fieldName, hidden = [] }: Input,
  table: Parameters<typeof readTable>[0]
): AsyncGenerator<string[]> {
  const { sheets, settings } = dataImport
  const headings = sheets.find(({ name }) => name === settings.sheet)?.headings ?? []
  yield [...headings, i18n.t('imports.file.row'), i18n.t('imports.file.reason')]
  const reasons = await reasonsOf(dataImport)
  const masked = new Set(hidden.map((field) => settings.columns[field]))
  for await (const { row, cells } of readTable(table, settings.sheet)) {
    const problems = reasons.get(row)
    if (!problems) continue
    const texts = problems.map((problem) => {
      const text = problemText(i18n, problem)
      return problem.field ? `${fieldName(problem.field)}: ${text}` : text
    })
    const reason = texts.join(' ') || i18n.t('imports.problems.several_people')
    const shown = headings.map((heading) => {
      const text = cellText(cells.get(heading))
      return masked.has(heading) && text !== '' ? MASK : text
    })
    yield [...shown, String(row), reason]
  }
}

async function reasonsOf({ id }: DataImport): Promise<Map<number, RowProblem[]>> {
  const rows = await ImportRow.query()
    .where('dataImportId', id)
    .where((query) => {
      void query.whereIn('status', ['error', 'ambiguous']).orWhere('outcome', 'refused')
    })
    .select('rowNumber', 'problems')
  return new Map(rows.map(({ rowNumber, problems }) => [rowNumber, problems]))
}

async function* csvOf(lines: AsyncGenerator<string[]>, locale: string) {
  yield BYTE_ORDER_MARK
  for await (const line of lines) yield csvLine(line, locale)
}
