import { addExpense } from '#billing/actions/add_expense'
import { makeDocument } from '#billing/documents/make_document'
import type { DocumentLanguage } from '#core/documents/document_texts'
import { sumMinor } from '#core/money'
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
import {
  cellsOf,
  formulasOf,
  isOfficeMissing,
  numberOf,
  readWorkbook,
  recalculated,
  recalculatedByOffice,
  type Formula,
} from '#tests/helpers/recalculation'
import { test } from '@japa/runner'
import ExcelJS from 'exceljs'

async function workbookOf(
  contractId: number,
  month = '2026-03',
  language: DocumentLanguage = 'en'
) {
  const report = await contractReport(contractId, month)
  const { content } = await makeDocument(report, { format: 'xlsx', language, preparedBy: null })
  return { report, content, workbook: await readWorkbook(content) }
}

const kopecks = (value: number) => Math.round(value * 100)

/** To the kopeck, or to the minute of a duration and beyond. */
function told(formulas: Formula[]) {
  return formulas.map(({ sheet, address, value }) => `${sheet} ${address} ${value.toFixed(6)}`)
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

  async function spend(name: string, quantity: string, costMinor: number) {
    const ticket = await createIncident(desk)
    await addExpense.handle({
      ...{ actor: actorOf(desk.agent), ticketId: ticket.id, personId: desk.agent.personId },
      ...{ kind: 'material', spentOn: '2026-03-02', name, quantity, unit: 'pcs', costMinor },
      ...{ markupPercent: '12.5', isBillable: true },
    })
  }

  test('§7.7 each total is a formula of sums and products that another library computes alike', async ({
    assert,
  }) => {
    await spend('Switch', '1', 1_234_567)
    const { workbook, report } = await workbookOf(desk.contract.id)
    const stored = formulasOf(workbook)
    assert.isAbove(stored.length, 20)
    const functions = stored.flatMap(({ formula }) => formula.match(/[A-Z]+(?=\()/g) ?? [])
    assert.deepEqual([...new Set(functions)].sort(), ['SUM', 'SUMPRODUCT'])
    assert.deepEqual(told(recalculated(workbook)), told(stored))
    assert.include(
      stored.filter(({ sheet }) => sheet === 'Time detail').map(({ value }) => value),
      report.charges.find(({ kind }) => kind === 'time')!.netMinor / 100
    )
  })

  test('§7.7 LibreOffice computes each total alike', async ({ assert }) => {
    await spend('Switch', '1', 1_234_567)
    const { workbook, content } = await workbookOf(desk.contract.id, '2026-03', 'ru')
    assert.deepEqual(told(await recalculatedByOffice(content)), told(formulasOf(workbook)))
  })
    .skip(isOfficeMissing, 'no soffice')
    .timeout(60_000)

  test('§7.7 materials and expenses have a sheet of their own, whose totals agree', async ({
    assert,
  }) => {
    await spend('=Cable', '2.5', 10_033)
    await spend('Switch', '1', 1_234_567)
    const { workbook, report } = await workbookOf(desk.contract.id)
    const sheet = workbook.getWorksheet('Materials and expenses')!
    const own = formulasOf(workbook).filter((each) => each.sheet === sheet.name)
    assert.lengthOf(own, 3)
    const spent = report.charges.filter(({ kind }) => kind === 'material')
    assert.equal(kopecks(own[0]!.value), sumMinor(spent.map(({ netMinor }) => netMinor)))
    assert.deepInclude(report.expenses[0]!, { priceMinor: 10_033, netMinor: 28_218 })
    const found = cellsOf(sheet)
    assert.include(
      found.map(({ value }) => value),
      '=Cable'
    )
    assert.equal(found.find(({ value }) => value === 2.5)!.numFmt, '0.###')
  })

  test('dates, money and durations are numbers with formats', async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id)
    const time = workbook.getWorksheet('Time detail')!
    const header = cellsOf(time).find((cell) => cell.value === 'Date')!
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
    const opened = cellsOf(tickets).find((cell) => cell.value === 'Opened')!
    const below = tickets.getCell(Number(opened.row) + 1, Number(opened.col))
    assert.deepEqual(below.value, new Date(Date.UTC(2026, 2, 2, 12, 0)))
  })

  test('text of a client never becomes a formula', async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id)
    const texts = workbook.worksheets
      .flatMap(cellsOf)
      .filter((cell) => /^[=+\-@]/.test(String(cell.value)))
    const values = texts.map((cell) => cell.value)
    assert.includeMembers(values, ['=HYPERLINK("http://example.org")', '@SUM(A1)', '=1+1', '-2+3'])
    assert.isTrue(texts.every((cell) => cell.type === ExcelJS.ValueType.String))
  })

  test('G-11 holds no internal note', async ({ assert }) => {
    const { workbook } = await workbookOf(desk.contract.id)
    const all = workbook.worksheets.flatMap(cellsOf).map((cell) => String(cell.value))
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
    const found = formulasOf(workbook)
    assert.isAbove(found.length, 3)
    assert.isTrue(found.every(({ value }) => value === 0))
    assert.include(
      cellsOf(workbook.getWorksheet('Time detail')!).map((cell) => cell.value),
      'No records'
    )
  })
})
