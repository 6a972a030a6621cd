import { columnsOf } from '#billing/documents/report_columns'
import { chargeName, ruleLabel } from '#billing/documents/summary_section'
import type { ContractReport, ReportCharge } from '#billing/queries/report_types'
import type { Cell } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { csvTable } from '#core/documents/csv_table'
import { exact, fromMinor } from '#core/money'

/** Units as the all-Russian classifier (ОКЕИ) has them: hour, piece, kilometre, else a notional unit. */
const OKEI: Record<ReportCharge['unit'], string> = {
  ...{ minutes: '356', km: '008', piece: '796' },
  ...{ pack: '876', incident: '876', period: '876' },
}

/** Hours for work, which accounting counts in, else the quantity itself; a decimal string. */
function quantityOf({ unit, quantity }: ReportCharge): string {
  return unit === 'minutes'
    ? exact(quantity).div(60).toDecimalPlaces(4).toFixed()
    : exact(String(quantity)).toFixed()
}

/** The lines of a period with the act they belong to, a line each. */
export function chargesCsv(report: ContractReport, texts: DocumentTexts): string {
  const { contract, client, period } = report
  // Grouped digits would make text of a number.
  const sum = (minor: number) => decimal(fromMinor(minor), texts)
  return csvTable(
    {
      ...{ title: null, totals: null },
      columns: columnsOf(texts, [
        ...(['contract', 'client', 'taxNumber', 'taxCode', 'act', 'actDate'] as const).map(
          (key): [string, 'text' | 'date', number, null] => [
            key,
            key === 'actDate' ? 'date' : 'text',
            20,
            null,
          ]
        ),
        ['no', 'count', 5, null],
        ['service', 'text', 34, null],
        ['rule', 'text', 30, null],
        ['okei', 'text', 10, null],
        ['quantity', 'text', 10, null],
        ['price', 'text', 14, null],
        ['multiplier', 'text', 10, null],
        ['vatRate', 'text', 10, null],
        ['net', 'text', 15, null],
        ['vat', 'text', 14, null],
        ['gross', 'text', 15, null],
      ]),
      rows: report.charges.map((charge, index): Cell[] => [
        ...[contract.number, client.name, client.taxNumber, client.taxRegistrationCode],
        ...[period.actNumber, period.actDate, index + 1, chargeName(charge, report, texts)],
        ...[ruleLabel(charge, texts), OKEI[charge.unit], decimal(quantityOf(charge), texts)],
        ...[sum(charge.priceMinor), decimal(charge.multiplier, texts)],
        charge.vatRate === null
          ? texts.i18n.t('billing.report.without_vat')
          : decimal(charge.vatRate, texts),
        ...[sum(charge.netMinor), sum(charge.vatMinor), sum(charge.grossMinor)],
      ]),
    },
    texts
  )
}

function decimal(text: string, { language }: DocumentTexts): string {
  return language === 'ru' ? text.replace('.', ',') : text
}

/**
 * A period for accounting programs such as 1C (docs/operations.md): parties with their tax numbers,
 * the act, its lines. Decimal points, ISO dates, no VAT rate where there is no VAT.
 */
export function accountingXml(report: ContractReport, texts: DocumentTexts): string {
  const { contract, provider, client, period, totals } = report
  const party = (side: string, { name, taxNumber, taxRegistrationCode }: typeof client) =>
    element(side, { name, taxNumber, taxRegistrationCode })
  const lines = report.charges.map((charge, index) => lineOf(charge, index, report, texts))
  const head = element('Period', {
    ...{ contract: contract.number, currency: contract.currency, vatMode: contract.vatMode },
    ...{ from: period.firstDate, to: period.lastDate, number: String(period.number) },
    ...{ state: period.state, revision: String(period.revision) },
    ...{ actNumber: period.actNumber, actDate: period.actDate },
    ...{ invoiceNumber: period.invoiceNumber, invoiceDate: period.invoiceDate },
  })
  const total = element('Total', {
    ...{ net: fromMinor(totals.netMinor), vat: fromMinor(totals.vatMinor) },
    gross: fromMinor(totals.grossMinor),
  })
  const parts = [head, party('Provider', provider), party('Client', client), ...lines, total]
  const body = parts.map((part) => `  ${part}\n`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<OporaCharges version="1">\n${body}</OporaCharges>\n`
}

function lineOf(
  charge: ReportCharge,
  index: number,
  report: ContractReport,
  texts: DocumentTexts
): string {
  return element('Line', {
    ...{ no: String(index + 1), kind: charge.kind, name: chargeName(charge, report, texts) },
    ...{ description: ruleLabel(charge, texts), okei: OKEI[charge.unit] },
    ...{ quantity: quantityOf(charge), price: fromMinor(charge.priceMinor) },
    ...{ multiplier: charge.multiplier, vatRate: charge.vatRate, net: fromMinor(charge.netMinor) },
    ...{ vat: fromMinor(charge.vatMinor), gross: fromMinor(charge.grossMinor) },
    originMonth: charge.originMonth,
  })
}

const ENTITIES: Record<string, string> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' },
  ...{ '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' },
}
// eslint-disable-next-line no-control-regex -- XML 1.0 knows no way to write these.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** What has no value is left out. */
function element(name: string, values: Record<string, string | null>): string {
  const attributes = Object.entries(values)
    .filter((each): each is [string, string] => each[1] !== null)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return `<${name}${attributes.join('')}/>`
}

function escaped(text: string): string {
  return text.replaceAll(FORBIDDEN, '').replaceAll(/[&<>"\n\r\t]/g, (sign) => ENTITIES[sign]!)
}
