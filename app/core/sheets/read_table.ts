import { SHEETS } from '#config/uploads'
import type { FileType } from '#core/file_type'
import { cellText, type Cell, type RawRow, type SheetInfo, type SheetRow } from '#core/sheets/cell'
import { EmptyTable, TooManyRows } from '#core/sheets/errors'
import { readCsv } from '#core/sheets/read_csv'
import { Workbook } from '#core/sheets/read_xlsx'

type Table = { path: string; type: FileType }

const SAMPLES = 3

/** Sheets of a file that have headings and at least one row below. Throws EmptyTable and others. */
export async function describeTable({ path, type }: Table): Promise<SheetInfo[]> {
  const sheets = type === 'csv' ? [await describe('', readCsv(path))] : await describeWorkbook(path)
  const filled = sheets.filter((sheet) => sheet !== null)
  if (filled.length === 0) throw new EmptyTable()
  return filled
}

/**
 * The rows of a sheet below its headings, cells by heading. Rows without any value are left out.
 * Throws TooManyRows.
 */
export async function* readTable({ path, type }: Table, sheet: string): AsyncGenerator<SheetRow> {
  if (type === 'csv') return yield* byHeading(sheet, readCsv(path))
  const workbook = await Workbook.open(path)
  try {
    yield* byHeading(sheet, workbook.rows(sheet))
  } finally {
    workbook.close()
  }
}

async function describeWorkbook(path: string) {
  const workbook = await Workbook.open(path)
  try {
    const sheets = []
    for (const name of workbook.sheetNames) sheets.push(await describe(name, workbook.rows(name)))
    return sheets
  } finally {
    workbook.close()
  }
}

async function describe(name: string, rows: AsyncGenerator<RawRow>): Promise<SheetInfo | null> {
  let headings: string[] | null = null
  const samples: string[][] = []
  for await (const row of byHeading(name, rows, (found) => (headings = found))) {
    for (const [index, heading] of (headings ?? []).entries()) {
      const text = cellText(row.cells.get(heading))
      if (text !== '') (samples[index] ??= []).push(text.slice(0, 60))
    }
    if (row.row > SAMPLES * 10 || samples.every((each) => each.length >= SAMPLES)) break
  }
  if (headings === null || samples.length === 0) return null
  return {
    name,
    headings,
    samples: (headings as string[]).map((_, index) => (samples[index] ?? []).slice(0, SAMPLES)),
  }
}

async function* byHeading(
  sheet: string,
  rows: AsyncGenerator<RawRow>,
  onHeadings?: (headings: string[]) => void
): AsyncGenerator<SheetRow> {
  let headings: string[] | null = null
  let count = 0
  for await (const { row, cells } of rows) {
    if (cells.every((cell) => cellText(cell) === '')) continue
    if (headings === null) {
      headings = headingsOf(cells)
      onHeadings?.(headings.filter((heading) => heading !== ''))
      continue
    }
    count += 1
    if (count > SHEETS.maxRows) throw new TooManyRows(SHEETS.maxRows)
    yield { sheet, row, cells: cellsOf(headings, cells) }
  }
}

/** A heading that comes again gets its number; a column without one is not read. */
function headingsOf(cells: (Cell | undefined)[]): string[] {
  const seen = new Map<string, number>()
  return Array.from(cells, (cell) => {
    const heading = cellText(cell).replace(/\s+/g, ' ').slice(0, 120)
    const times = (seen.get(heading) ?? 0) + 1
    seen.set(heading, times)
    return heading !== '' && times > 1 ? `${heading} (${times})` : heading
  })
}

function cellsOf(headings: string[], cells: (Cell | undefined)[]) {
  const found = new Map<string, Cell>()
  for (const [index, heading] of headings.entries()) {
    const cell = cells[index]
    if (heading === '' || cell === undefined || cell === '') continue
    found.set(heading, typeof cell === 'string' ? cell.slice(0, SHEETS.maxCellLength) : cell)
  }
  return found
}
