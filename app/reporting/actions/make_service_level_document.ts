import type { TaskResult } from '#core/actions/run_background_task'
import { BYTE_ORDER_MARK } from '#core/csv'
import { csvTable } from '#core/documents/csv_table'
import type { PrintedDocument } from '#core/documents/document_table'
import {
  documentTexts,
  type DocumentLanguage,
  type DocumentTexts,
} from '#core/documents/document_texts'
import { DOCUMENT_FORMATS, renderDocument } from '#core/documents/render_document'
import { cleanFileName } from '#core/file_name'
import type BackgroundTask from '#core/models/background_task'
import { loadPrincipal } from '#directory/queries/load_principal'
import { serviceLevelDocument } from '#reporting/documents/service_level_document'
import { serviceLevelQuery } from '#reporting/queries/service_level_filter'
import { serviceLevelReport } from '#reporting/queries/service_level_report'

/** CSV holds the tables of compliance and, below it, of availability. */
export const SERVICE_LEVEL_FORMATS = [...DOCUMENT_FORMATS, 'csv'] as const
export type ServiceLevelFormat = (typeof SERVICE_LEVEL_FORMATS)[number]

/** What a task of kind `service_level_document` was asked for. */
export type ServiceLevelDocumentInput = {
  format: ServiceLevelFormat
  language: DocumentLanguage
  /** The page's address. */
  query: Record<string, string>
}

/** Sections of the document. */
const [COMPLIANCE, AVAILABILITY] = [0, 4]

/** Collecting the data, making the file. */
export const SERVICE_LEVEL_DOCUMENT_STEPS = 2

/** The work of such a task, with the rights its reader has by now. Throws when there are none. */
export async function makeServiceLevelDocument(
  task: BackgroundTask,
  advance: () => Promise<void>
): Promise<TaskResult> {
  const { format, language, query } = task.input as ServiceLevelDocumentInput
  const principal = await loadPrincipal(task.requestedByUserId!)
  if (!principal) throw new Error('Who asked for the report has no account any more')
  const asked = serviceLevelQuery(query, principal)
  const report = await serviceLevelReport(principal, asked, 'document')
  await advance()

  const texts = documentTexts(language, principal.timeZone)
  const document = serviceLevelDocument(report, asked, texts, principal.name)
  const { from, to } = asked.span
  const name = `${texts.i18n.t('service_levels.file_name')}-${from}-${to}`
  if (format !== 'csv') return renderDocument(document, texts, { format, name })
  const content = Buffer.from(csvOf(document, texts))
  return { name: cleanFileName(`${name}.csv`), type: 'text/csv; charset=utf-8', content }
}

function csvOf({ sections }: PrintedDocument, texts: DocumentTexts): string {
  const tables = [COMPLIANCE, AVAILABILITY].map((at) => sections[at]!.tables[0])
  const [first, ...others] = tables.map((table) => csvTable(table, texts))
  return [first, ...others.map((table) => table.replace(BYTE_ORDER_MARK, ''))].join('\r\n')
}
