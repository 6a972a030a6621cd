import { accountingXml, chargesCsv } from '#billing/documents/charges_export'
import { pdfAct } from '#billing/documents/pdf_act'
import { pdfInvoice } from '#billing/documents/pdf_invoice'
import { reportDocument } from '#billing/documents/report_document'
import type { ReportLook } from '#billing/queries/report_look'
import type { ContractReport } from '#billing/queries/report_types'
import {
  documentLanguage,
  documentTexts,
  type DocumentLanguage,
  type DocumentTexts,
} from '#core/documents/document_texts'
import type { PaperKind } from '#billing/workflow/period_papers'
import type { ReportFormat } from '#billing/workflow/report_formats'
import { renderDocument, renderPaper, type MadeDocument } from '#core/documents/render_document'
import { cleanFileName } from '#core/file_name'

type Wanted = {
  /** The whole report, or one of its papers alone. */
  kind?: PaperKind
  format: ReportFormat
  language: DocumentLanguage | null
  preparedBy: string | null
  /** Left out or null: the plain one. */
  look?: ReportLook | null
}

/**
 * A report as a file, in the client's language unless another is wanted. The act and, once there is
 * one, the invoice follow in the PDF; only a charge makes them necessary.
 */
export async function makeDocument(
  report: ContractReport,
  { kind = 'report', format, language, preparedBy, look = null }: Wanted
): Promise<MadeDocument> {
  const texts = documentTexts(
    language ?? documentLanguage(report.client.locale),
    report.period.timeZone
  )
  const name = fileName(report, kind, texts)
  const file = (type: string, content: string) => ({
    ...{ name: cleanFileName(`${name}.${format}`), type, content: Buffer.from(content) },
  })
  if (format === 'csv') return file('text/csv', chargesCsv(report, texts))
  if (format === 'xml') return file('application/xml', accountingXml(report, texts))
  const act = pdfAct(report, texts)
  const invoice = pdfInvoice(report, texts)
  if (kind !== 'report') {
    const paper = kind === 'act' ? act : invoice
    if (paper === null) throw new Error('There is no invoice yet')
    return renderPaper(
      paper,
      { name, title: paperTitle(report, kind, texts), author: report.provider.name },
      texts
    )
  }
  return renderDocument(reportDocument(report, texts, { preparedBy, look }), texts, {
    ...{ format, name },
    pdf: {
      appendix: report.charges.length > 0 ? [act, invoice].filter((each) => each !== null) : [],
    },
  })
}

/** For the foot of its pages. */
function paperTitle(
  { contract, period }: ContractReport,
  kind: PaperKind,
  { i18n, month }: DocumentTexts
): string {
  return `${i18n.t(`billing.kept.kinds.${kind}`)} · ${contract.number} · ${month(period.month)}`
}

/** Without an ending; a period that was opened again says so. */
function fileName(
  { contract, period }: ContractReport,
  kind: PaperKind,
  { i18n }: DocumentTexts
): string {
  const { month, revision } = period
  const name = `${i18n.t(`billing.files.${kind}`)}-${contract.number}-${month}`
  return revision > 1 ? `${name}-${i18n.t('billing.files.revision', { n: revision })}` : name
}
