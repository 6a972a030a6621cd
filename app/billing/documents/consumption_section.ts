import { columnsOf } from '#billing/documents/report_columns'
import type { Cell, DocumentSection, DocumentTable } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import type { ContractReport, RuleConsumption } from '#billing/queries/report_types'

type Shown = [key: string, kind: 'minutes' | 'money' | 'count']

const COLUMNS: Record<RuleConsumption['kind'], Shown[]> = {
  tm: [
    ['rawMinutes', 'minutes'],
    ['billedMinutes', 'minutes'],
    ['amountMinor', 'money'],
  ],
  fixed_fee: [
    ['includedMinutes', 'minutes'],
    ['carriedMinutes', 'minutes'],
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
  per_unit: [
    ['quantity', 'count'],
    ['average', 'count'],
    ['peak', 'count'],
    ['amountMinor', 'money'],
  ],
}

/** Section 2: how each rule was used, and what is left of what the contract includes; null without such rules. */
export function consumptionSection(
  { consumption }: ContractReport,
  texts: DocumentTexts
): DocumentSection | null {
  const [first, ...others] = consumption
  if (!first) return null
  const table = (each: RuleConsumption) => consumptionTable(each, others.length > 0, texts)
  return {
    sheet: texts.i18n.t('billing.sheets.consumption'),
    title: texts.i18n.t('billing.sections.consumption'),
    tables: [table(first), ...others.map(table)],
    notes: [],
  }
}

function consumptionTable(
  { kind, name, rows }: RuleConsumption,
  isOneOfMany: boolean,
  texts: DocumentTexts
): DocumentTable {
  const shown = COLUMNS[kind]
  const title = name ? texts.pick(name) : texts.i18n.t(`billing.kinds.${kind}`)
  return {
    title: isOneOfMany ? title : null,
    columns: columnsOf(texts, [
      ['period', 'text', 18, '*'],
      ...shown.map(([key, cell]): [string, Shown[1], number, number] => [key, cell, 14, 76]),
    ]),
    rows: rows.map((row): Cell[] => {
      const values = new Map<string, string | number>(Object.entries(row))
      return [texts.month(row.month), ...shown.map(([key]) => values.get(key) ?? null)]
    }),
    totals: null,
  }
}
