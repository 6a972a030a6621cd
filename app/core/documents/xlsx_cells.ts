import { isNumeric, type CellKind } from '#core/documents/document_table'
import { IANAZone } from 'luxon'
import type { Borders, Cell, Row, Style } from 'exceljs'

export type SheetFormats = { date: string; moment: string; zone: string }

/** A font without a name is another one in each program. */
export const BOLD = { name: 'Calibri', family: 2, size: 11, bold: true } as const
export const LINE = { style: 'thin', color: { argb: 'FF94A3B8' } } as const

/** Characters XML cannot hold. */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
const MINUTE_MS = 60_000

/**
 * Writes values of a workbook as what they are: numbers, dates and durations as numbers with a
 * format, text always as a string cell, so that no text of a client becomes a formula. Cells that
 * look alike share one style object, which the library then looks up instead of comparing it.
 */
export class CellWriter {
  private readonly styles = new Map<string, Partial<Style>>()
  private readonly zone: IANAZone

  constructor(private readonly formats: SheetFormats) {
    this.zone = IANAZone.create(formats.zone)
  }

  write(row: Row, column: number, kind: CellKind, value: string | number | null): Cell {
    const cell = row.getCell(column)
    cell.style = this.styleOf(kind, this.formatOf(kind, value))
    if (value !== null) cell.value = this.sheetValue(kind, value)
    return cell
  }

  formatOf(kind: CellKind, value: string | number | null): string | null {
    switch (kind) {
      case 'money':
        return '#,##0.00'
      case 'minutes':
        return '[h]:mm'
      case 'percent':
        return typeof value === 'number' && Number.isInteger(value * 100) ? '0%' : '0.00%'
      case 'date':
        return this.formats.date
      case 'moment':
        return this.formats.moment
      case 'count':
        return Number.isInteger(value ?? 0) ? '0' : '0.###'
      case 'text':
        return null
      default:
        return kind satisfies never
    }
  }

  private styleOf(kind: CellKind, format: string | null): Partial<Style> {
    const key = `${kind} ${format}`
    const known = this.styles.get(key)
    if (known) return known
    const style: Partial<Style> = {
      alignment: {
        vertical: 'top',
        wrapText: kind === 'text',
        horizontal: isNumeric(kind) ? 'right' : 'left',
      },
      border: { bottom: LINE } satisfies Partial<Borders>,
      ...(format ? { numFmt: format } : {}),
    }
    this.styles.set(key, style)
    return style
  }

  private sheetValue(kind: CellKind, value: string | number) {
    if (typeof value === 'number') return sheetNumber(kind, value)
    if (kind === 'date') return new Date(`${value}T00:00:00Z`)
    if (kind === 'moment') return this.wallClock(value)
    return value.replace(UNPRINTABLE, '')
  }

  /** A sheet knows no zones: it shows the document's wall clock, to the minute. */
  private wallClock(iso: string): Date {
    const millis = Date.parse(iso)
    const minutes = Math.floor(millis / MINUTE_MS) + this.zone.offset(millis)
    return new Date(minutes * MINUTE_MS)
  }
}

/** The number a sheet holds for minor units and minutes; others stay. */
export function sheetNumber(kind: CellKind, value: number): number {
  if (kind === 'money') return value / 100
  return kind === 'minutes' ? value / 1440 : value
}
