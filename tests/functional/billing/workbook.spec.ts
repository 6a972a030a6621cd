import { addExpense } from '#billing/actions/add_expense'
import { makeDocument } from '#billing/documents/make_document'
import type { DocumentLanguage } from '#core/documents/document_texts'
import { contractReport } from '#billing/queries/contract_report'
import { billBy, logWork } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { test } from '@japa/runner'
import ExcelJS, { type Cell, type Workbook, type Worksheet } from 'exceljs'

async function workbookOf(
  contractId: number,
  month = '2026-03',
  language: DocumentLanguage = 'en'
) {
  const report = await contractReport(contractId, month)
  const { content } = await makeDocument(report, { format: 'xlsx', language, preparedBy: null })
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(content.buffer as ArrayBuffer)
  return { report, workbook }
}

function cells(sheet: Worksheet): Cell[] {
  const found: Cell[] = []
  sheet.eachRow((row) => row.eachCell((cell) => void found.push(cell)))
  return found
}

const EPOCH_DAYS = 25_569
const DAY_MS = 86_400_000

/** The reader takes a duration for a date; the sheet holds days. */
function numberOf(value: unknown): number {
  return value instanceof Date ? value.getTime() / DAY_MS + EPOCH_DAYS : Number(value ?? 0)
}

/** Computes the two kinds of formulas a report has, from the cells of the sheet. */
function compute(sheet: Worksheet, formula: string): number {
  const range = (text: string) => {
    const [, column, first, last] = /\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)/.exec(text)!
    const rows = Array.from(
      { length: Number(last) - Number(first) + 1 },
      (_, at) => Number(first) + at
    )
    return rows.map((row) => sheet.getCell(`${column}${row}`).value)
  }
  const total = /^SUM\((.+)\)$/.exec(formula)
  if (total) return range(total[1]!).reduce<number>((sum, value) => sum + numberOf(value), 0)
  const [, names, name, summed] = /^SUMPRODUCT\(\((.+)=\$?([A-Z]+\d+)\)\*(.+)\)$/.exec(formula)!
  const wanted = sheet.getCell(name!).value
  const values = summed === '1' ? range(names!).map(() => 1) : range(summed!)
  return range(names!).reduce<number>(
    (sum, value, at) => sum + (value === wanted ? numberOf(values[at]) : 0),
    0
  )
}

function formulas(workbook: Workbook) {
  return workbook.worksheets.flatMap((sheet) =>
    cells(sheet)
      .filter((cell) => cell.formula)
      .map((cell) => ({ sheet, cell, formula: cell.formula, stored: numberOf(cell.result) }))
  )
}

test.group('Workbook of a report', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 12:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 333_333 })
    const ticket = await createIncident(desk, { title: '=HYPERLINK("http://example.org")' })
    const other = await createIncident(desk, { title: '@SUM(A1)' })
    await logWork(desk, { ticket, minutes: 95, publicNote: '=1+1' })
    await logWork(desk, { ticket: other, minutes: 7, publicNote: '-2+3', internalNote: 'a secret' })
    await logWork(desk, {
      ticket: other,
      minutes: 20,
      isBillable: false,
      nonBillableReason: 'goodwill',
    })
  })
  group.each.teardown(letTimeRun)

  test('§7.7 has a sheet per section, in the language wanted', async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id)
    const russian = await workbookOf(desk.contract.id, '2026-03', 'ru')
    assert.deepEqual(
      workbook.worksheets.map((sheet) => sheet.name),
      ['Summary', 'Contract consumption', 'SLA', 'Tickets', 'Time detail']
    )
    assert.deepEqual(
      russian.workbook.worksheets.map((sheet) => sheet.name),
      ['Сводка', 'Расход по договору', 'SLA', 'Заявки', 'Трудозатраты']
    )
  })

  test('§7.7 each total is a formula that agrees with its stored value', async ({ assert }) => {
    const { workbook, report } = await workbookOf(desk.contract.id)
    const found = formulas(workbook)
    assert.isAbove(found.length, 15)
    for (const { sheet, cell, formula, stored } of found) {
      assert.closeTo(
        compute(sheet, formula),
        stored,
        1e-9,
        `${sheet.name} ${cell.address} ${formula}`
      )
    }
    const time = workbook.getWorksheet('Time detail')!
    const totals = formulas(workbook).filter(({ sheet }) => sheet === time)
    assert.include(
      totals.map(({ stored }) => stored),
      report.totals.netMinor / 100
    )
  })

  test('§7.7 materials and expenses have a sheet of their own, whose totals agree', async ({
    assert,
  }) => {
    const ticket = await createIncident(desk)
    for (const [name, quantity, costMinor] of [
      ['=Cable', '2.5', 10_033],
      ['Switch', '1', 1_234_567],
    ] as const) {
      await addExpense.handle({
        ...{ actor: actorOf(desk.agent), ticketId: ticket.id, personId: desk.agent.personId },
        ...{ kind: 'material', spentOn: '2026-03-02', name, quantity, unit: 'pcs', costMinor },
        ...{ markupPercent: '12.5', isBillable: true },
      })
    }
    const { workbook, report } = await workbookOf(desk.contract.id)
    const sheet = workbook.getWorksheet('Materials and expenses')!
    const own = formulas(workbook).filter((each) => each.sheet === sheet)
    assert.lengthOf(own, 3)
    for (const { formula, stored } of own) {
      assert.closeTo(compute(sheet, formula), stored, 1e-9, formula)
    }
    const spent = report.charges.filter(({ kind }) => kind === 'material')
    assert.closeTo(
      own[0]!.stored,
      spent.reduce((sum, { netMinor }) => sum + netMinor, 0) / 100,
      1e-9
    )
    assert.deepInclude(report.expenses[0]!, { priceMinor: 10_033, netMinor: 28_218 })
    assert.include(
      cells(sheet).map(({ value }) => value),
      '=Cable'
    )
  })

  test('dates, money and durations are numbers with formats', async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id)
    const time = workbook.getWorksheet('Time detail')!
    const header = cells(time).find((cell) => cell.value === 'Date')!
    const row = Number(header.row) + 1
    const at = (column: string) => time.getCell(`${column}${row}`)
    assert.deepEqual(at('B').value, new Date(Date.UTC(2026, 2, 2)))
    assert.equal(at('B').numFmt, 'yyyy-mm-dd')
    assert.closeTo(numberOf(at('G').value), 95 / 1440, 1e-9)
    assert.equal(at('G').numFmt, '[h]:mm')
    assert.equal(at('I').value, 3333.33)
    assert.equal(at('I').numFmt, '#,##0.00')

    const russian = await workbookOf(desk.contract.id, '2026-03', 'ru')
    assert.equal(
      russian.workbook.getWorksheet('Трудозатраты')!.getCell(`B${row}`).numFmt,
      'dd.mm.yyyy'
    )
  })

  test("a moment stands as the contract's clock shows it", async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id)
    const tickets = workbook.getWorksheet('Tickets')!
    const opened = cells(tickets).find((cell) => cell.value === 'Opened')!
    const below = tickets.getCell(Number(opened.row) + 1, Number(opened.col))
    assert.deepEqual(below.value, new Date(Date.UTC(2026, 2, 2, 12, 0)))
  })

  test('text of a client never becomes a formula', async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id)
    const texts = workbook.worksheets
      .flatMap(cells)
      .filter((cell) => /^[=+\-@]/.test(String(cell.value)))
    const values = texts.map((cell) => cell.value)
    assert.includeMembers(values, ['=HYPERLINK("http://example.org")', '@SUM(A1)', '=1+1', '-2+3'])
    assert.isTrue(texts.every((cell) => cell.type === ExcelJS.ValueType.String))
  })

  test('G-11 holds no internal note', async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id)
    const all = workbook.worksheets.flatMap(cells).map((cell) => String(cell.value))
    assert.include(all, '-2+3')
    assert.isFalse(all.some((text) => text.includes('a secret')))
  })

  test('headers stay in sight, filter and repeat in print', async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id)
    for (const sheet of workbook.worksheets) {
      const [view] = sheet.views
      const frozen = view?.state === 'frozen' ? view.ySplit : undefined
      assert.isAbove(frozen ?? 0, 0)
      assert.equal(sheet.pageSetup.printTitlesRow, `${frozen}:${frozen}`)
      assert.isOk(sheet.autoFilter)
      assert.equal(sheet.pageSetup.orientation, 'landscape')
    }
  })

  test('a month without work is a workbook with zeros', async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id, '2026-01')
    assert.lengthOf(workbook.worksheets, 5)
    const found = formulas(workbook)
    assert.isAbove(found.length, 3)
    assert.isTrue(found.every(({ stored }) => Math.abs(stored) < 1e-9))
    assert.include(
      cells(workbook.getWorksheet('Time detail')!).map((cell) => cell.value),
      'No records'
    )
  })
})
