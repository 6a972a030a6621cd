import { columnsOf } from '#billing/documents/report_columns'
import type { Cell, CellKind, DocumentTable } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'

/** `of` is the key of the summed column; null counts the rows. */
export type Summed<Row> = {
  key: string
  kind: CellKind
  of: string | null
  value: (row: Row) => number | null
}

type Grouping<Row> = {
  title: string
  /** Key of the main table's column whose text groups the rows. */
  by: string
  nameOf: (row: Row) => string
  summed: Summed<Row>[]
}

/** Subtotals of a section's main table, by name; the workbook computes them with formulas. */
export function subtotalTable<Row>(
  rows: readonly Row[],
  { title, by, nameOf, summed }: Grouping<Row>,
  texts: DocumentTexts
): DocumentTable {
  const [name, ...sums] = columnsOf(texts, [
    [by, 'text', 34, '*'],
    ...summed.map(({ key, kind }): [string, CellKind, number, number] => [key, kind, 14, 80]),
  ])
  const groups = [...Map.groupBy(rows, nameOf)]
  return {
    title,
    columns: [
      name!,
      ...sums.map((column, index) => ({ ...column, adds: { by, of: summed[index]!.of } })),
    ],
    rows: groups
      .sort(([one], [other]) => one.localeCompare(other, texts.language))
      .map(([label, members]): Cell[] => [
        label,
        ...summed.map(({ value }) => sum(members, value)),
      ]),
    totals: null,
  }
}

function sum<Row>(rows: readonly Row[], value: (row: Row) => number | null): number {
  return rows.reduce((total, row) => total + (value(row) ?? 0), 0)
}
