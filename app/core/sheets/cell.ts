/** A cell as it was read; a date is its ISO text, a formula its result. */
export type Cell = string | number | boolean | CellError
/** `#N/A` and its kin: there is no value, and the row must say so. */
export type CellError = { error: string }

export type SheetRow = {
  sheet: string
  /** As the spreadsheet shows it, beginning with 1; headings count. */
  row: number
  cells: ReadonlyMap<string, Cell>
}

/** A sheet as a page offers it: its headings and a few values below each. */
export type SheetInfo = { name: string; headings: string[]; samples: string[][] }

/** One line of a table with its number, before headings are known. */
export type RawRow = { row: number; cells: (Cell | undefined)[] }

export function isCellError(cell: Cell): cell is CellError {
  return typeof cell === 'object'
}

/** The text of a cell; whole numbers without exponent, as phone numbers and keys come as numbers. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return ''
  if (isCellError(cell)) return cell.error
  if (typeof cell === 'number') return numberText(cell)
  return typeof cell === 'boolean' ? String(cell) : cell.trim()
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  const text = String(value)
  return text.includes('e') ? BigInt(Math.round(value)).toString() : text
}
