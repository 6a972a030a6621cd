import { DOCUMENT_FORMATS } from '#core/documents/render_document'

/** The report itself, its charges as a table, and the same for accounting programs. */
export const REPORT_FORMATS = [...DOCUMENT_FORMATS, 'csv', 'xml'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]
