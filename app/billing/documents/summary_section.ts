import { columnsOf } from '#billing/documents/report_columns'
import type { Cell, DocumentSection } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import type { ContractReport, ReportCharge } from '#billing/queries/report_types'

/** Section 1: what is charged, with totals and the amount in words. */
export function summarySection(report: ContractReport, texts: DocumentTexts): DocumentSection {
  const { i18n } = texts
  const { netMinor, vatMinor, grossMinor } = report.totals
  const table = {
    title: null,
    columns: columnsOf(texts, [
      ['no', 'count', 5, 24],
      ['service', 'text', 34, '*'],
      ['rule', 'text', 30, 150],
      ['unit', 'text', 10, 44],
      ['quantity', 'count', 10, 44],
      ['price', 'money', 14, 66],
      ['net', 'money', 15, 76],
      ['vatRate', 'percent', 13, 52],
      ['vat', 'money', 14, 70],
      ['gross', 'money', 15, 78],
    ]),
    rows: report.charges.map((charge, index) => rowOf(charge, index, report, texts)),
    totals: { net: netMinor, vat: vatMinor, gross: grossMinor },
  }
  const notes = [i18n.t(`billing.report.prices_${report.contract.vatMode}`)]
  const equivalent = equivalentLine(report, texts)
  if (equivalent) notes.unshift(equivalent)
  if (report.amountInWords) {
    const amount = texts.pick(report.amountInWords)
    notes.unshift(i18n.t('billing.report.in_words', { amount }))
  }
  return {
    sheet: i18n.t('billing.sheets.summary'),
    title: i18n.t('billing.sections.summary'),
    tables: [table],
    notes,
  }
}

/** What the total is in another currency, by which rate; null where none was agreed (BT-10a). */
export function equivalentLine(
  { equivalent, contract }: ContractReport,
  texts: DocumentTexts
): string | null {
  if (!equivalent) return null
  const { currency, rate, date, source, grossMinor } = equivalent
  return texts.i18n.t('billing.report.equivalent', {
    ...{ amount: texts.money(grossMinor), currency, source, of: contract.currency },
    ...{ rate: texts.decimal(rate), date: texts.date(date) },
  })
}

function rowOf(
  charge: ReportCharge,
  index: number,
  report: ContractReport,
  texts: DocumentTexts
): Cell[] {
  return [
    index + 1,
    chargeName(charge, report, texts),
    ruleLabel(charge, texts),
    texts.i18n.t(`billing.units.${charge.unit}`),
    quantityCell(charge),
    charge.priceMinor,
    charge.netMinor,
    vatRateCell(charge.vatRate, texts),
    charge.vatMinor,
    charge.grossMinor,
  ]
}

/** What a line charges: the service, the rule's own name or what was spent, else the contract. */
export function chargeName(
  { service, name }: ReportCharge,
  { contract }: ContractReport,
  texts: DocumentTexts
): string {
  const names = [service, name].flatMap((each) => (each ? [texts.pick(each)] : []))
  return names.length > 0 ? names.join(': ') : contract.name
}

/** How it came about: days of a part of the period, dearer hours, the period it comes from. */
export function ruleLabel(charge: ReportCharge, texts: DocumentTexts): string {
  const { kind, days, multiplier, originMonth } = charge
  const { i18n } = texts
  const remarks = [
    ...(days ? [i18n.t('billing.report.days', days)] : []),
    ...(multiplier === '1' ? [] : [`×${i18n.formatNumber(Number(multiplier))}`]),
    ...(originMonth
      ? [i18n.t('billing.report.for_month', { month: texts.month(originMonth) })]
      : []),
  ]
  const label = i18n.t(`billing.rules.${kind}`)
  return remarks.length > 0 ? `${label} (${remarks.join(', ')})` : label
}

function quantityCell({ unit, quantity }: ReportCharge): Cell {
  return { kind: unit === 'minutes' ? 'minutes' : 'count', value: quantity }
}

/** "Without VAT" is not 0 % (§7.4). */
export function vatRateCell(vatRate: string | null, { i18n }: DocumentTexts): Cell {
  if (vatRate === null) return { kind: 'text', value: i18n.t('billing.report.without_vat') }
  return Number(vatRate) / 100
}
