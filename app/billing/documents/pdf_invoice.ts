import { chargeTable, totalLines } from '#billing/documents/pdf_act'
import { partyLine } from '#billing/documents/report_document'
import type { ContractReport, ReportParty } from '#billing/queries/report_types'
import type { DocumentTexts } from '#core/documents/document_texts'
import type { PdfPaper } from '#core/documents/pdf_document'
import type { Content } from 'pdfmake/interfaces.js'

/** The invoice of an invoiced period: who pays whom, by which contract, for what; null before that. */
export function pdfInvoice(report: ContractReport, texts: DocumentTexts): PdfPaper | null {
  const { period, contract, provider, client, totals } = report
  if (period.invoiceNumber === null) return null
  const { i18n } = texts
  const title = i18n.t('billing.invoice.title', {
    number: period.invoiceNumber,
    date: texts.date(period.invoiceDate ?? period.lastDate),
  })
  const basis = i18n.t('billing.invoice.basis', {
    contract: contract.number,
    since: texts.date(contract.startsOn),
    from: texts.date(period.firstDate),
    to: texts.date(period.lastDate),
  })
  return {
    stack: [
      payee(provider, texts),
      { text: title, style: 'title', alignment: 'center', margin: [0, 14, 0, 14] },
      party('supplier', provider, texts),
      party('buyer', client, texts),
      { text: basis, margin: [0, 6, 0, 10] },
      chargeTable(report, texts),
      {
        text: i18n.t('billing.invoice.count', {
          n: report.charges.length,
          amount: texts.money(totals.grossMinor),
          currency: contract.currency,
        }),
        margin: [0, 2, 0, 4],
      },
      ...totalLines(report, texts),
      signature(provider, texts),
    ],
    fontSize: 9.5,
    pageBreak: 'before',
    pageOrientation: 'portrait',
  }
}

/** Where the money goes, on top, as payers look for it. */
function payee(provider: ReportParty, { i18n }: DocumentTexts): Content {
  const { taxNumber, taxRegistrationCode, bankDetails } = provider
  const rows = [
    [i18n.t('billing.invoice.payee'), provider.name],
    [i18n.t('billing.invoice.tax_number'), taxNumber],
    [i18n.t('billing.invoice.tax_code'), taxRegistrationCode],
    [i18n.t('billing.invoice.bank'), bankDetails],
  ].filter((row): row is [string, string] => Boolean(row[1]))
  return { table: { widths: [110, '*'], body: rows } }
}

function party(side: 'supplier' | 'buyer', of: ReportParty, texts: DocumentTexts): Content {
  const label = texts.i18n.t(`billing.invoice.${side}`)
  return {
    text: [{ text: `${label}: `, bold: true }, partyLine(of, texts)],
    margin: [0, 0, 0, 5],
  }
}

const LINE_WIDTH = 150

function signature({ signatory }: ReportParty, { i18n }: DocumentTexts): Content {
  const row = (label: string, name: string): Content => ({
    columns: [
      { text: label, width: 150 },
      {
        canvas: [{ type: 'line', x1: 0, y1: 11, x2: LINE_WIDTH, y2: 11, lineWidth: 0.6 }],
        width: LINE_WIDTH + 8,
      },
      { text: name, width: '*' },
    ],
    margin: [0, 18, 0, 0],
  })
  return {
    unbreakable: true,
    stack: [
      row(signatory.position, `/ ${signatory.name} /`),
      row(i18n.t('billing.invoice.accountant'), '/                              /'),
      { text: i18n.t('billing.act.stamp'), margin: [0, 14, 0, 0] },
    ],
    margin: [0, 10, 0, 0],
  }
}
