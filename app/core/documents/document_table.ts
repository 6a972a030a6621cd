import type { Chart } from '#core/documents/chart_svg'

/** How a value reads; money in minor units, time in minutes, dates ISO, percents as ratios. */
export type CellKind = 'text' | 'count' | 'money' | 'minutes' | 'date' | 'moment' | 'percent'

/** A bare value reads as its column says. */
export type Cell = string | number | null | { kind: CellKind; value: string | number | null }

export interface DocumentColumn {
  key: string
  title: string
  kind: CellKind
  /** Characters in the workbook. */
  width: number
  /** Points in the PDF, `*` shares the rest; null leaves the column to the workbook. */
  points: number | '*' | null
  /** Column of the section's first table that a subtotal adds up (or counts) where `by` equals its name. */
  adds?: { by: string; of: string | null }
}

/** One table of data; `totals` holds the sum of a column by its key. */
export interface DocumentTable {
  title: string | null
  columns: DocumentColumn[]
  rows: Cell[][]
  totals: Record<string, number> | null
  /** Too long to read on paper. */
  isSheetOnly?: true
}

/** A sheet of the workbook, a chapter of the PDF. The first table is its main one. */
export interface DocumentSection {
  /** The sheet's name, at most 31 characters. */
  sheet: string
  title: string
  tables: [DocumentTable, ...DocumentTable[]]
  notes: string[]
  /** Begins a page of the PDF when its main table has rows. */
  startsPage?: true
}

/** Pictures below the first section of the PDF; the workbook has the figures themselves. */
export interface DocumentCharts {
  title: string
  charts: Chart[]
}

export type Logo = { type: 'png' | 'jpeg'; content: Uint8Array }

/** What is of somebody's own in a document. */
export interface DocumentLook {
  /** `#rrggbb` */
  accentColour: string
  logo: Logo | null
  /** Below the facts. */
  cover: string | null
  /** On every page. */
  footer: string | null
}

/** A report in words, before it becomes a workbook or a PDF. The facts stand before the first section. */
export interface PrintedDocument {
  title: string
  /** What the document is about in short, for every page. */
  subtitle: string
  author: string
  facts: { label: string; value: string }[]
  sections: DocumentSection[]
  charts?: DocumentCharts
  look?: DocumentLook
}

/** A cell as its own or its column's kind says. */
export function readCell(cell: Cell, column: DocumentColumn) {
  return cell !== null && typeof cell === 'object' ? cell : { kind: column.kind, value: cell }
}

export function isNumeric(kind: CellKind): boolean {
  return kind === 'count' || kind === 'money' || kind === 'minutes' || kind === 'percent'
}
