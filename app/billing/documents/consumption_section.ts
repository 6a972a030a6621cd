import { columnsOf } from '#billing/documents/report_columns'
import type { Cell, DocumentSection } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import type { ContractReport } from '#billing/queries/report_types'
import type { BillingKind } from '#contracts/models/contract_types'

type Shown = [key: string, kind: 'minutes' | 'money' | 'count']

const COLUMNS: Record<BillingKind, Shown[]> = {
  tm: [
    ['rawMinutes', 'minutes'],
    ['nonBillableMinutes', 'minutes'],
    ['billableMinutes', 'minutes'],
    ['billedMinutes', 'minutes'],
  ],
  fixed_fee: [
    ['includedMinutes', 'minutes'],
    ['usedMinutes', 'minutes'],
    ['unusedMinutes', 'minutes'],
    ['overageMinutes', 'minutes'],
    ['overageMinor', 'money'],
  ],
  prepaid_block: [
    ['openingMinutes', 'minutes'],
    ['grantedMinutes', 'minutes'],
    ['usedMinutes', 'minutes'],
    ['fromBalanceMinutes', 'minutes'],
    ['overageMinutes', 'minutes'],
    ['expiredMinutes', 'minutes'],
    ['closingMinutes', 'minutes'],
    ['overageMinor', 'money'],
  ],
  incident_pack: [
    ['openingUnits', 'count'],
    ['grantedUnits', 'count'],
    ['usedUnits', 'count'],
    ['fromBalanceUnits', 'count'],
    ['singleUnits', 'count'],
    ['expiredUnits', 'count'],
    ['closingUnits', 'count'],
  ],
}

/** Section 2: what was used of what the contract includes. */
export function consumptionSection(
  { consumption }: ContractReport,
  texts: DocumentTexts
): DocumentSection {
  const shown = COLUMNS[consumption.kind]
  const rows = consumption.rows.map((row): Cell[] => {
    const values = new Map<string, string | number>(Object.entries(row))
    return [texts.month(row.month), ...shown.map(([key]) => values.get(key) ?? null)]
  })
  const columns = columnsOf(texts, [
    ['period', 'text', 18, '*'],
    ...shown.map(([key, kind]): [string, Shown[1], number, number] => [key, kind, 14, 76]),
  ])
  const title = texts.i18n.t('billing.sections.consumption')
  return {
    sheet: texts.i18n.t('billing.sheets.consumption'),
    title,
    tables: [{ title: null, columns, rows, totals: null }],
    notes: [],
  }
}
