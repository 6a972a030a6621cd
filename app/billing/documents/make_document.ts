import { accountingXml, chargesCsv } from '#billing/documents/charges_export'
import { pdfAct } from '#billing/documents/pdf_act'
import { pdfInvoice } from '#billing/documents/pdf_invoice'
import { reportDocument } from '#billing/documents/report_document'
import type { ContractReport } from '#billing/queries/report_types'
import { documentTexts, type DocumentLanguage } from '#core/documents/document_texts'
import type { ReportFormat } from '#billing/workflow/report_formats'
import { renderDocument, type MadeDocument } from '#core/documents/render_document'
import { cleanFileName } from '#core/file_name'

type Wanted = {
  format: ReportFormat
  language: DocumentLanguage | null
  preparedBy: string | null
}

/**
 * A report as a file, in the client's language unless another is wanted. The act and, once there is
 * one, the invoice follow in the PDF; only a charge makes them necessary.
 */
export async function makeDocument(
  report: ContractReport,
  { format, language, preparedBy }: Wanted
): Promise<MadeDocument> {
  const texts = documentTexts(language ?? languageOf(report), report.period.timeZone)
  const { number } = report.contract
  const name = `${texts.i18n.t('billing.report.file_name')}-${number}-${report.period.month}`
  const file = (type: string, content: string) => ({
    ...{ name: cleanFileName(`${name}.${format}`), type, content: Buffer.from(content) },
  })
  if (format === 'csv') return file('text/csv', chargesCsv(report, texts))
  if (format === 'xml') return file('application/xml', accountingXml(report, texts))
  const papers = [pdfAct(report, texts), pdfInvoice(report, texts)].filter((each) => each !== null)
  return renderDocument(reportDocument(report, texts, preparedBy), texts, {
    ...{ format, name },
    pdf: { appendix: report.charges.length > 0 ? papers : [] },
  })
}

/** The language a client reads its documents in. */
function languageOf(report: ContractReport): DocumentLanguage {
  return report.client.locale === 'ru' ? 'ru' : 'en'
}
