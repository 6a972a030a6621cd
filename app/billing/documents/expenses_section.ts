import { columnsOf } from '#billing/documents/report_columns'
import { vatRateCell } from '#billing/documents/summary_section'
import type { ContractReport } from '#billing/queries/report_types'
import type { Cell, DocumentSection } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { sumMinor } from '#core/money'

/** Section 6: materials, mileage, call-outs and other expenses one by one; null without any. */
export function expensesSection(
  { expenses }: ContractReport,
  texts: DocumentTexts
): DocumentSection | null {
  if (expenses.length === 0) return null
  const { i18n } = texts
  const table = {
    title: null,
    columns: columnsOf(texts, [
      ['date', 'date', 12, 52],
      ['ticket', 'text', 13, 60],
      ['material', 'text', 40, '*'],
      ['quantity', 'count', 10, 44],
      ['unit', 'text', 10, 44],
      ['price', 'money', 14, 66],
      ['markup', 'percent', 11, 52],
      ['net', 'money', 15, 76],
      ['vatRate', 'percent', 13, 52],
      ['vat', 'money', 14, 70],
      ['gross', 'money', 15, 78],
    ]),
    rows: expenses.map((expense): Cell[] => [
      ...[expense.spentOn, expense.ticket, expense.name, expense.quantity, expense.unit],
      ...[expense.priceMinor, Number(expense.markupPercent) / 100, expense.netMinor],
      ...[vatRateCell(expense.vatRate, texts), expense.vatMinor, expense.grossMinor],
    ]),
    totals: {
      net: sumMinor(expenses.map(({ netMinor }) => netMinor)),
      vat: sumMinor(expenses.map(({ vatMinor }) => vatMinor)),
      gross: sumMinor(expenses.map(({ grossMinor }) => grossMinor)),
    },
  }
  return {
    sheet: i18n.t('billing.sheets.expenses'),
    title: i18n.t('billing.sections.expenses'),
    tables: [table],
    notes: [],
  }
}
