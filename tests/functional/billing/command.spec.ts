import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { pdfPages } from '#tests/helpers/pdf_text'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import ExcelJS from 'exceljs'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

async function run(...args: string[]) {
  const ace = await app.container.make('ace')
  ace.ui.switchMode('raw')
  const command = await ace.exec('contract:report', args)
  const said = command.logger.getLogs().map(({ message }) => message)
  return { exitCode: command.exitCode, said: said.join('\n') }
}

test.group('node ace contract:report', (group) => {
  let desk: Desk
  let folder: string

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opora-report-'))
    moveTo('2026-03-20 12:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 })
    await logMinutes(desk, '2026-03-02', 90)
  })
  group.each.teardown(letTimeRun)
  group.each.teardown(() => rm(folder, { recursive: true, force: true }))

  test('writes a workbook', async ({ assert }) => {
    const out = join(folder, 'report.xlsx')
    const { exitCode } = await run(desk.contract.number, '--month=2026-03', `--out=${out}`)
    assert.equal(exitCode, 0)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(out)
    assert.equal(workbook.worksheets[0]?.name, 'Summary')
  })

  test('writes a PDF in the language wanted', async ({ assert }) => {
    const out = join(folder, 'report.pdf')
    await run(
      desk.contract.number,
      '--month=2026-03',
      '--format=pdf',
      '--language=ru',
      `--out=${out}`
    )
    const pages = await pdfPages(new Uint8Array(await readFile(out)))
    assert.include(pages[0]!, '5 490,00')
  })

  test('says what is wrong: {problem}')
    .with([
      { problem: 'No contract C-none', contract: 'C-none', flags: ['--month=2026-03'] },
      {
        problem: 'Not a month (YYYY-MM, 2019 or later): 2026-13',
        contract: null,
        flags: ['--month=2026-13'],
      },
      { problem: 'Not a month (YYYY-MM, 2019 or later): ', contract: null, flags: [] },
      { problem: '2026-04 has not come yet', contract: null, flags: ['--month=2026-04'] },
      {
        problem: 'Not a format (xlsx, pdf): csv',
        contract: null,
        flags: ['--month=2026-03', '--format=csv'],
      },
      {
        problem: 'Not a language (ru, en): de',
        contract: null,
        flags: ['--month=2026-03', '--language=de'],
      },
    ])
    .run(async ({ assert }, { problem, contract, flags }) => {
      const out = join(folder, 'report.xlsx')
      const { exitCode, said } = await run(
        contract ?? desk.contract.number,
        ...flags,
        `--out=${out}`
      )
      assert.equal(exitCode, 1)
      assert.include(said, problem)
      assert.isFalse(existsSync(out))
    })

  test('says that it cannot write where it is told to', async ({ assert }) => {
    const out = join(folder, 'no', 'such', 'folder.xlsx')
    const { exitCode, said } = await run(desk.contract.number, '--month=2026-03', `--out=${out}`)
    assert.equal(exitCode, 1)
    assert.include(said, `Cannot write ${out}`)
  })
})
