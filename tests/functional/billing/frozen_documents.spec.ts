import { movePeriod } from '#billing/actions/move_period'
import { makeDocument } from '#billing/documents/make_document'
import TimeEntry from '#billing/models/time_entry'
import { contractReport } from '#billing/queries/contract_report'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { pdfPages } from '#tests/helpers/pdf_text'
import { test } from '@japa/runner'
import ExcelJS from 'exceljs'

const OLD = 'АО «Северный порт»'
const NEW = 'ООО «Южный порт»'

test.group('Documents of a closed period', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-04-03 10:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    await desk.client.merge({ name: OLD, legalName: OLD }).save()
    await logMinutes(desk, '2026-03-02', 90)
    await TimeEntry.query().update({ state: 'approved' })
    for (const step of ['begin_review', 'approve', 'lock'] as const) {
      await movePeriod.handle({
        ...{ actor: actorOf(desk.agent), contractId: desk.contract.id, month: '2026-03' },
        ...{ step, side: 'provider' as const },
      })
    }
    await desk.client.merge({ name: NEW, legalName: NEW }).save()
  })
  group.each.teardown(letTimeRun)

  async function documentOf(format: 'xlsx' | 'pdf', month: string): Promise<string> {
    const report = await contractReport(desk.contract.id, month)
    const { content } = await makeDocument(report, { format, language: 'ru', preparedBy: null })
    if (format === 'pdf') return (await pdfPages(content)).join(' ')
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(content.buffer as ArrayBuffer)
    return workbook.worksheets
      .flatMap((sheet) => sheet.getSheetValues())
      .map((row) => JSON.stringify(row))
      .join(' ')
  }

  for (const format of ['xlsx', 'pdf'] as const) {
    test(`§7.6 a client renamed after closing has its old name in the ${format}`, async ({
      assert,
    }) => {
      const closed = (await documentOf(format, '2026-03')).replaceAll('\\"', '"')
      assert.include(closed, OLD)
      assert.notInclude(closed, NEW)
      const open = await documentOf(format, '2026-04')
      assert.include(open, NEW)
      assert.notInclude(open, OLD)
    })
  }
})
