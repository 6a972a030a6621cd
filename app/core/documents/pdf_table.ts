import {
  isNumeric,
  readCell,
  type Cell,
  type DocumentColumn,
  type DocumentTable,
} from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'

export type Heading = { text: string; style: 'section' | 'subsection' }

const PADDING = 3
const SHADE = '#e2e8f0'

/**
 * A table whose heading and header repeat on each page, keep with their first row and whose rows
 * never split. Column widths count their padding.
 */
export function pdfTable(table: DocumentTable, heading: Heading, texts: DocumentTexts): Content {
  const shown = shownColumns(table)
  const rows = table.rows.map((cells) =>
    shown.map(({ column, index }) => bodyCell(cells[index] ?? null, column, texts))
  )
  if (rows.length === 0) rows.push(emptyRow(shown.length, texts))
  const header = shown.map(({ column }) => headerCell(column.title, sideOf(column.kind)))
  const totals = table.totals ? [totalsRow(table.totals, shown, texts)] : []
  return {
    table: {
      headerRows: 2,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: shown.map(({ column }) => innerWidth(column.points)),
      body: [headingRow(heading, shown.length), header, ...rows, ...totals],
    },
    layout: linesBelow(1),
    margin: [0, 0, 0, 8],
  }
}

/** Thin lines between rows, stronger ones around the header and at the end. */
export function linesBelow(headerAt: number): CustomTableLayout {
  return {
    hLineWidth: (index, { table }) => {
      if (index < headerAt) return 0
      return index <= headerAt + 1 || index === table.body.length ? 0.8 : 0.3
    },
    vLineWidth: () => 0,
    hLineColor: () => '#94a3b8',
    paddingLeft: () => PADDING,
    paddingRight: () => PADDING,
    paddingTop: () => 2.5,
    paddingBottom: () => 2.5,
  }
}

export function headerCell(text: string, alignment: 'left' | 'right'): TableCell {
  return { text, bold: true, fillColor: SHADE, alignment }
}

type Shown = { column: DocumentColumn; index: number }[]

function shownColumns({ columns }: DocumentTable): Shown {
  return columns.flatMap((column, index) => (column.points === null ? [] : [{ column, index }]))
}

function innerWidth(points: DocumentColumn['points']) {
  return typeof points === 'number' ? points - 2 * PADDING : '*'
}

function headingRow({ text, style }: Heading, columns: number): TableCell[] {
  return [{ text, style, margin: [-PADDING, 4, 0, 2], colSpan: columns }, ...covered(columns)]
}

function emptyRow(columns: number, { i18n }: DocumentTexts): TableCell[] {
  const text = i18n.t('documents.nothing')
  return [{ text, italics: true, colSpan: columns }, ...covered(columns)]
}

function covered(columns: number): TableCell[] {
  return Array.from({ length: columns - 1 }, () => ({}))
}

function bodyCell(cell: Cell, column: DocumentColumn, texts: DocumentTexts): TableCell {
  const { kind, value } = readCell(cell, column)
  return { text: value === null ? '—' : texts.show(kind, value), alignment: sideOf(column.kind) }
}

function totalsRow(
  totals: Record<string, number>,
  shown: Shown,
  texts: DocumentTexts
): TableCell[] {
  const firstTotal = shown.findIndex(({ column }) => totals[column.key] !== undefined)
  return shown.map(({ column }, index): TableCell => {
    if (index === 0) {
      return { text: texts.i18n.t('documents.total'), bold: true, colSpan: firstTotal }
    }
    if (index < firstTotal) return {}
    const total = totals[column.key]
    const text = total === undefined ? '' : texts.show(column.kind, total)
    return { text, bold: true, alignment: sideOf(column.kind) }
  })
}

function sideOf(kind: DocumentColumn['kind']) {
  return isNumeric(kind) ? ('right' as const) : ('left' as const)
}
