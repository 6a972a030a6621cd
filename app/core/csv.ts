/** A spreadsheet runs a cell that begins with one of these as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/

/** Spreadsheets take a file for UTF-8 by it. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** One line of CSV with its end; Russian spreadsheets expect semicolons. Formulas become text. */
export function csvLine(cells: readonly string[], locale: string): string {
  return `${cells.map(quoted).join(locale === 'ru' ? ';' : ',')}\r\n`
}

/** Computes nothing, though it may begin with a minus. */
const PLAIN_NUMBER = /^-?\d+([.,]\d+)?$/

function quoted(text: string): string {
  const safe = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
