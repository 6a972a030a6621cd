import ExcelJS, { type Cell, type Workbook, type Worksheet } from 'exceljs'
import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import calculate, { type CalcCell, type CalcWorkbook } from 'xlsx-calc'

const EPOCH_DAYS = 25_569
const DAY_MS = 86_400_000

export type Formula = { sheet: string; address: string; formula: string; value: number }

export function cellsOf(sheet: Worksheet): Cell[] {
  const found: Cell[] = []
  sheet.eachRow((row) => row.eachCell((cell) => void found.push(cell)))
  return found
}

export async function readWorkbook(content: Uint8Array): Promise<Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(content.slice().buffer as ArrayBuffer)
  return workbook
}

/** The reader takes a duration for a date; the sheet holds days. */
export function numberOf(value: unknown): number {
  return value instanceof Date ? value.getTime() / DAY_MS + EPOCH_DAYS : Number(value ?? 0)
}

/** All formulas with the values stored beside them. */
export function formulasOf(workbook: Workbook): Formula[] {
  return workbook.worksheets.flatMap((sheet) =>
    cellsOf(sheet)
      .filter((cell) => cell.formula)
      .map(({ address, formula, result }) => ({
        ...{ sheet: sheet.name, address, formula },
        value: numberOf(result),
      }))
  )
}

/** The formulas with what another library makes of them, from the values of the other cells alone. */
export function recalculated(workbook: Workbook): Formula[] {
  const sheets = workbook.worksheets.map((sheet) => {
    const cells = cellsOf(sheet).map((cell): [string, CalcCell] => [cell.address, bareCell(cell)])
    return [sheet.name, Object.fromEntries(cells)] as const
  })
  const bare: CalcWorkbook = {
    SheetNames: sheets.map(([name]) => name),
    Sheets: Object.fromEntries(sheets),
  }
  calculate(bare)
  return formulasOf(workbook).map(({ sheet, address, formula }) => ({
    ...{ sheet, address, formula },
    value: Number(bare.Sheets[sheet]![address]!.v),
  }))
}

function bareCell({ formula, value }: Cell): CalcCell {
  if (formula) return { f: formula, t: 'n' }
  return typeof value === 'string' ? { v: value, t: 's' } : { v: numberOf(value), t: 'n' }
}

/** Where the program lies, or null. */
function officePath(): string | null {
  const path = process.env.SOFFICE_PATH ?? '/usr/bin/soffice'
  try {
    accessSync(path, constants.X_OK)
    return path
  } catch {
    return null
  }
}

/** For `test.skip`: says why the workbook is not computed by LibreOffice. */
export function isOfficeMissing(): boolean {
  if (officePath()) return false
  process.stdout.write(
    'Recalculation by LibreOffice is skipped: no soffice (apt-get install libreoffice-calc-nogui, or SOFFICE_PATH)\n'
  )
  return true
}

/** The formulas with what LibreOffice makes of them; no stored value is given to it. */
export async function recalculatedByOffice(content: Uint8Array): Promise<Formula[]> {
  const workbook = await readWorkbook(content)
  for (const cell of workbook.worksheets.flatMap(cellsOf)) {
    if (cell.formula) cell.value = { formula: cell.formula, date1904: false }
  }
  const folder = await mkdtemp(join(tmpdir(), 'opora-office-'))
  try {
    const given = join(folder, 'given.xlsx')
    await writeFile(given, new Uint8Array(await workbook.xlsx.writeBuffer()))
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    const output = join(folder, 'computed')
    const args = [profile, '--headless', '--convert-to', 'xlsx', '--outdir', output, given]
    await promisify(execFile)(officePath()!, args)
    return formulasOf(await readWorkbook(await readFile(join(output, 'given.xlsx'))))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
