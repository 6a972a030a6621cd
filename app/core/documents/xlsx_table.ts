import {
  isNumeric,
  readCell,
  type DocumentColumn,
  type DocumentTable,
} from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { BOLD, LINE, sheetNumber, type CellWriter } from '#core/documents/xlsx_cells'
import type { Worksheet } from 'exceljs'

const HEADER_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE2E8F0' } } as const

/** Where a table stands in its sheet; `lastRow` is the last row of data. */
export type PlacedTable = {
  columns: DocumentColumn[]
  headerRow: number
  lastRow: number
  endRow: number
}

type Context = { texts: DocumentTexts; cells: CellWriter; main: PlacedTable | null }

/** Writes header, rows and totals from `headerRow` on; an empty table says so in its first row. */
export function writeTable(
  sheet: Worksheet,
  table: DocumentTable,
  headerRow: number,
  context: Context
): PlacedTable {
  writeHeader(sheet, table.columns, headerRow)
  writeRows(sheet, table, headerRow + 1, context)
  const lastRow = headerRow + Math.max(1, table.rows.length)
  const placed = { columns: table.columns, headerRow, lastRow, endRow: lastRow }
  return table.totals ? writeTotals(sheet, table.totals, placed, context) : placed
}

function writeRows(sheet: Worksheet, table: DocumentTable, firstRow: number, context: Context) {
  const { cells: writer, main, texts } = context
  table.rows.forEach((cells, index) => {
    const row = sheet.getRow(firstRow + index)
    table.columns.forEach((column, at) => {
      const { kind, value } = readCell(cells[at] ?? null, column)
      const cell = writer.write(row, at + 1, kind, value)
      const formula = subtotalFormula(sheet, column, firstRow + index, main)
      if (!formula || typeof value !== 'number') return
      cell.value = { formula, result: sheetNumber(kind, value) }
    })
  })
  if (table.rows.length > 0) return
  sheet.getCell(firstRow, 2).value = texts.i18n.t('documents.nothing')
}

function writeHeader(sheet: Worksheet, columns: DocumentColumn[], row: number) {
  columns.forEach((column, index) => {
    const cell = sheet.getCell(row, index + 1)
    cell.value = column.title
    cell.font = BOLD
    cell.fill = HEADER_FILL
    cell.border = { bottom: LINE }
    cell.alignment = {
      vertical: 'middle',
      wrapText: true,
      horizontal: isNumeric(column.kind) ? 'right' : 'left',
    }
  })
}

/** Totals are formulas that carry their value: they follow an edit and show without recalculation. */
function writeTotals(
  sheet: Worksheet,
  totals: Record<string, number>,
  placed: PlacedTable,
  { texts, cells }: Context
) {
  const row = placed.lastRow + 1
  const label = sheet.getCell(row, 1)
  label.value = texts.i18n.t('documents.total')
  placed.columns.forEach((column, index) => {
    const cell = sheet.getCell(row, index + 1)
    cell.font = BOLD
    cell.border = { top: LINE }
    const total = totals[column.key]
    if (total === undefined) return
    const range = rangeOf(sheet, column.key, placed)
    cell.value = { formula: `SUM(${range})`, result: sheetNumber(column.kind, total) }
    cell.numFmt = cells.formatOf(column.kind, total) ?? ''
    cell.alignment = { horizontal: 'right' }
  })
  return { ...placed, endRow: row }
}

/** A comparison in SUMPRODUCT, unlike SUMIF, takes `*` and `<` in a name for themselves. */
function subtotalFormula(
  sheet: Worksheet,
  { adds }: DocumentColumn,
  row: number,
  main: PlacedTable | null
) {
  if (!adds || !main) return null
  const matches = `(${rangeOf(sheet, adds.by, main)}=$A${row})`
  const summed = adds.of === null ? '1' : rangeOf(sheet, adds.of, main)
  return `SUMPRODUCT(${matches}*${summed})`
}

function rangeOf(
  sheet: Worksheet,
  key: string,
  { columns, headerRow, lastRow }: PlacedTable
): string {
  const index = columns.findIndex((column) => column.key === key)
  const letter = sheet.getColumn(index + 1).letter
  return `$${letter}$${headerRow + 1}:$${letter}$${lastRow}`
}
