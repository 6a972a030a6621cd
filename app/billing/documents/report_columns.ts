import { documentColumns, type ColumnLayout } from '#core/documents/document_columns'
import type { DocumentColumn } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'

/** Columns of a contract's report. */
export function columnsOf(texts: DocumentTexts, layout: ColumnLayout[]): DocumentColumn[] {
  return documentColumns(texts, 'billing.columns', layout)
}
