import type { PeriodHindered } from '#billing/errors'
import type BillingPeriod from '#billing/models/billing_period'
import type { CyclePeriod } from '#contracts/queries/billing_cycle'
import { documentColumns } from '#core/documents/document_columns'
import type { DocumentTable } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'

/** How far the closing of a contract's period went. */
export type Closing = {
  number: string
  client: string
  period: CyclePeriod
  row: BillingPeriod | null
  /** Why it stays where it is. */
  refusal: PeriodHindered | null
}

/** Closings as a table, a row per contract. */
export function closingsTable(closings: readonly Closing[], texts: DocumentTexts): DocumentTable {
  const { i18n } = texts
  return {
    title: null,
    columns: documentColumns(texts, 'billing.closing', [
      ['contract', 'text', 18, '*'],
      ['client', 'text', 30, '*'],
      ['from', 'date', 12, 60],
      ['to', 'date', 12, 60],
      ['state', 'text', 20, 60],
      ['act', 'text', 20, 60],
      ['gross', 'money', 16, 60],
      ['obstacle', 'text', 60, '*'],
    ]),
    rows: closings.map(({ number, client, period, row, refusal }) => [
      ...[number, client, period.startsOn, period.endsOn],
      i18n.t(`billing.periods.states.${row?.state ?? 'open'}`),
      row?.actNumber ?? null,
      row?.grossMinor === null || !row ? null : Number(row.grossMinor),
      refusal ? i18n.t(refusal.messageKey, refusal.params) : null,
    ]),
    totals: null,
  }
}
