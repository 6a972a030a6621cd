import { headerCell, linesBelow } from '#core/documents/pdf_table'
import { isPreview, partyLine } from '#billing/documents/report_document'
import type { DocumentTexts } from '#core/documents/document_texts'
import { chargeName, equivalentLine, ruleLabel } from '#billing/documents/summary_section'
import type { PdfPaper } from '#core/documents/pdf_document'
import type { ContractReport, ReportCharge, ReportParty } from '#billing/queries/report_types'
import type { Content, TableCell } from 'pdfmake/interfaces.js'

/**
 * Section 8, the act of services rendered, with the requisites of a primary document (402-ФЗ art. 9):
 * name, date, parties, content, measure, responsible persons and their signatures.
 */
export function pdfAct(report: ContractReport, texts: DocumentTexts): PdfPaper {
  const { i18n } = texts
  const { contract, period } = report
  const date = texts.date(period.lastDate)
  const named = i18n.t('billing.act.title', {
    number: period.actNumber ?? `${contract.number}/${period.month}`,
    date: texts.date(period.actDate ?? period.lastDate),
  })
  const title = [named, ...(isPreview(report) ? [i18n.t('billing.report.preview')] : [])].join(
    ' — '
  )
  const basis = i18n.t('billing.act.basis', {
    contract: `${contract.number} (${contract.name})`,
    from: texts.date(period.firstDate),
    to: date,
  })
  return {
    stack: [
      { text: title, style: 'title', alignment: 'center', margin: [0, 0, 0, 14] },
      partyText('provider', report.provider, texts),
      partyText('client', report.client, texts),
      { text: basis, margin: [0, 6, 0, 10] },
      chargeTable(report, texts),
      ...totalLines(report, texts),
      { text: i18n.t('billing.act.statement'), margin: [0, 12, 0, 22] },
      signatures(report, texts),
    ],
    fontSize: 9.5,
    pageBreak: 'before',
    pageOrientation: 'portrait',
  }
}

function partyText(side: 'provider' | 'client', party: ReportParty, texts: DocumentTexts): Content {
  const { name, position, authority } = party.signatory
  const represented = texts.i18n.t('billing.act.represented', { name, position, authority })
  return {
    text: [
      { text: `${texts.i18n.t(`billing.facts.${side}`)}: `, bold: true },
      `${partyLine(party, texts)}, ${represented}`,
    ],
    margin: [0, 0, 0, 5],
  }
}

const COLUMNS = [
  ['no', 'left'],
  ['name', 'left'],
  ['unit', 'left'],
  ['quantity', 'right'],
  ['price', 'right'],
  ['sum', 'right'],
] as const

/** What is charged, as acts and invoices list it. */
export function chargeTable(report: ContractReport, texts: DocumentTexts): Content {
  const header = COLUMNS.map(([key, side]) =>
    headerCell(texts.i18n.t(`billing.columns.${key}`), side)
  )
  const rows = report.charges.map((charge, index) => chargeRow(charge, index, report, texts))
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [16, '*', 44, 46, 74, 82],
      body: [header, ...rows],
    },
    layout: linesBelow(0),
    margin: [0, 0, 0, 6],
  }
}

function chargeRow(
  charge: ReportCharge,
  index: number,
  report: ContractReport,
  texts: DocumentTexts
): TableCell[] {
  const right = (text: string): TableCell => ({ text, alignment: 'right' })
  return [
    String(index + 1),
    `${chargeName(charge, report, texts)}: ${ruleLabel(charge, texts)}`,
    texts.i18n.t(`billing.units.${charge.unit}`),
    right(texts.show(charge.unit === 'minutes' ? 'minutes' : 'count', charge.quantity)),
    right(texts.money(charge.priceMinor)),
    right(texts.money(charge.amountMinor)),
  ]
}

/** Sums stand as the prices do: without VAT and VAT on top, or VAT as a part of them. */
export function totalLines(report: ContractReport, texts: DocumentTexts): Content[] {
  const { totals, contract, amountInWords } = report
  const isInclusive = contract.vatMode === 'inclusive'
  const base = isInclusive ? totals.grossMinor : totals.netMinor
  const lines: [string, string][] = [
    [texts.i18n.t('billing.act.total'), texts.money(base)],
    ...vatLines(report, texts),
    [
      texts.i18n.t('billing.act.due', { currency: contract.currency }),
      texts.money(totals.grossMinor),
    ],
  ]
  const sums = lines.map(([label, value]): Content => ({
    columns: [
      { text: label, alignment: 'right', width: '*' },
      { text: value, alignment: 'right', width: 100, bold: true },
    ],
    margin: [0, 1, 3, 1],
  }))
  const equivalent = equivalentLine(report, texts)
  const words =
    amountInWords && texts.i18n.t('billing.report.in_words', { amount: texts.pick(amountInWords) })
  return [
    ...sums,
    ...(words ? [{ text: words, bold: true, margin: [0, 8, 0, 0] } satisfies Content] : []),
    ...(equivalent ? [{ text: equivalent, margin: [0, 4, 0, 0] } satisfies Content] : []),
  ]
}

function vatLines({ vatByRate, contract }: ContractReport, texts: DocumentTexts) {
  const key = contract.vatMode === 'inclusive' ? 'billing.act.including_vat' : 'billing.act.vat'
  return vatByRate.map(({ vatRate, vatMinor }): [string, string] => {
    if (vatRate === null) return [texts.i18n.t('billing.report.without_vat'), '—']
    const rate = texts.percent(Number(vatRate) / 100)
    return [texts.i18n.t(key, { rate }), texts.money(vatMinor)]
  })
}

function signatures({ provider, client }: ContractReport, texts: DocumentTexts): Content {
  return {
    unbreakable: true,
    columns: [signature('provider', provider, texts), signature('client', client, texts)],
    columnGap: 24,
  }
}

const LINE_WIDTH = 110

function signature(
  side: 'provider' | 'client',
  party: ReportParty,
  { i18n }: DocumentTexts
): Content {
  const { name, position } = party.signatory
  return {
    stack: [
      { text: i18n.t(`billing.facts.${side}`), bold: true, margin: [0, 0, 0, 4] },
      { text: party.name },
      { text: position, margin: [0, 0, 0, 20] },
      {
        columns: [
          {
            stack: [
              { canvas: [{ type: 'line', x1: 0, y1: 11, x2: LINE_WIDTH, y2: 11, lineWidth: 0.6 }] },
              { text: i18n.t('billing.act.signature'), fontSize: 7, margin: [0, 1, 0, 0] },
            ],
            width: LINE_WIDTH + 8,
          },
          { text: `/ ${name} /`, width: '*' },
        ],
      },
      { text: i18n.t('billing.act.stamp'), margin: [0, 12, 0, 0] },
    ],
  }
}
