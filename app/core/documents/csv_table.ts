import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import {
  readCell,
  type Cell,
  type DocumentColumn,
  type DocumentTable,
} from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'

/** A table as CSV in the language of the texts: numbers without grouping, so that sheets read them. */
export function csvTable({ columns, rows }: DocumentTable, texts: DocumentTexts): string {
  const header = columns.map(({ title }) => title)
  const lines = rows.map((row) => row.map((cell, index) => textOf(cell, columns[index]!, texts)))
  return (
    BYTE_ORDER_MARK + [header, ...lines].map((cells) => csvLine(cells, texts.language)).join('')
  )
}

function textOf(cell: Cell, column: DocumentColumn, texts: DocumentTexts): string {
  const { kind, value } = readCell(cell, column)
  if (value === null) return ''
  if (kind === 'count') return String(value)
  // Grouping and the space before a percent sign would make text of a number.
  return texts.show(kind, value).replaceAll(/[\u00A0\u202F]/g, '')
}
