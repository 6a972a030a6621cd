import { isNumeric, type CellKind } from '#core/documents/document_table'
import { DateTime } from 'luxon'
import type { Cell } from 'exceljs'

export type SheetFormats = { date: string; moment: string; zone: string }

/** Characters XML cannot hold. */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/**
 * Writes a value as what it is: numbers, dates and durations as numbers with a format, text always as
 * a string cell, so that no text of a client becomes a formula.
 */
export function writeCell(
  cell: Cell,
  kind: CellKind,
  value: string | number | null,
  formats: SheetFormats
) {
  cell.alignment = {
    vertical: 'top',
    wrapText: kind === 'text',
    horizontal: isNumeric(kind) ? 'right' : 'left',
  }
  const format = formatOf(kind, value, formats)
  if (format) cell.numFmt = format
  if (value !== null) cell.value = sheetValue(kind, value, formats.zone)
}

/** The number a sheet holds for minor units and minutes; others stay. */
export function sheetNumber(kind: CellKind, value: number): number {
  if (kind === 'money') return value / 100
  return kind === 'minutes' ? value / 1440 : value
}

export function formatOf(
  kind: CellKind,
  value: string | number | null,
  formats: SheetFormats
): string | null {
  switch (kind) {
    case 'money':
      return '#,##0.00'
    case 'minutes':
      return '[h]:mm'
    case 'percent':
      return typeof value === 'number' && Number.isInteger(value * 100) ? '0%' : '0.00%'
    case 'date':
      return formats.date
    case 'moment':
      return formats.moment
    case 'count':
      return '0'
    case 'text':
      return null
    default:
      return kind satisfies never
  }
}

function sheetValue(kind: CellKind, value: string | number, zone: string) {
  if (typeof value === 'number') return sheetNumber(kind, value)
  if (kind === 'date') return DateTime.fromISO(value, { zone: 'utc' }).toJSDate()
  if (kind === 'moment') return wallClock(value, zone)
  return value.replace(UNPRINTABLE, '')
}

/** A sheet knows no zones: it shows the document's wall clock, to the minute. */
function wallClock(iso: string, zone: string): Date {
  const local = DateTime.fromISO(iso, { zone }).startOf('minute')
  return local.setZone('utc', { keepLocalTime: true }).toJSDate()
}
