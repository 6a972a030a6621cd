import { pdfAct } from '#billing/documents/pdf_act'
import { reportDocument } from '#billing/documents/report_document'
import type { ContractReport } from '#billing/queries/report_types'
import { documentTexts, type DocumentLanguage } from '#core/documents/document_texts'
import {
  renderDocument,
  type DocumentFormat,
  type MadeDocument,
} from '#core/documents/render_document'

type Wanted = {
  format: DocumentFormat
  language: DocumentLanguage | null
  preparedBy: string | null
}

/**
 * A report as a file, in the client's language unless another is wanted. The act follows in the PDF;
 * only a charge makes it necessary.
 */
export async function makeDocument(
  report: ContractReport,
  { format, language, preparedBy }: Wanted
): Promise<MadeDocument> {
  const texts = documentTexts(language ?? languageOf(report), report.period.timeZone)
  const { number } = report.contract
  return renderDocument(reportDocument(report, texts, preparedBy), texts, {
    format,
    name: `${texts.i18n.t('billing.report.file_name')}-${number}-${report.period.month}`,
    pdf: { appendix: report.charges.length > 0 ? [pdfAct(report, texts)] : [] },
  })
}

/** The language a client reads its documents in. */
function languageOf(report: ContractReport): DocumentLanguage {
  return report.client.locale === 'ru' ? 'ru' : 'en'
}
