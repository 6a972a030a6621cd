import { correctCharge } from '#billing/actions/correct_charge'
import { movePeriod } from '#billing/actions/move_period'
import { makeDocument } from '#billing/documents/make_document'
import ChargeLine from '#billing/models/charge_line'
import TimeEntry from '#billing/models/time_entry'
import { contractReport } from '#billing/queries/contract_report'
import type { PeriodStep } from '#billing/workflow/period_steps'
import type { ReportFormat } from '#billing/workflow/report_formats'
import type { DocumentLanguage } from '#core/documents/document_texts'
import { readXml } from '#core/sheets/xml_events'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { pdfPages } from '#tests/helpers/pdf_text'
import { test } from '@japa/runner'

test.group('Papers of a period', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-04-03 10:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    await desk.client.merge({ legalName: 'ООО «Альфа & Ко»', taxNumber: '7707083893' }).save()
    await logMinutes(desk, '2026-03-02', 90)
    await TimeEntry.query().update({ state: 'approved' })
  })
  group.each.teardown(letTimeRun)

  async function go(...steps: PeriodStep[]) {
    for (const step of steps) {
      const number = step === 'invoice' ? 'СЧ-15' : null
      await movePeriod.handle({
        ...{ actor: actorOf(desk.agent), contractId: desk.contract.id, month: '2026-03' },
        ...{ step, side: 'provider', number },
      })
    }
  }

  async function file(format: ReportFormat, language: DocumentLanguage = 'ru', month = '2026-03') {
    const report = await contractReport(desk.contract.id, month)
    const { content, name } = await makeDocument(report, { format, language, preparedBy: null })
    return { report, name, content, text: Buffer.from(content).toString('utf8') }
  }
  const pdfText = async (language: DocumentLanguage = 'ru') =>
    (await pdfPages((await file('pdf', language)).content)).join(' ')

  test('§7.7 a report of an open period says that it is a preview, an approved one does not', async ({
    assert,
  }) => {
    const before = await pdfText()
    assert.include(before, 'предварительный, период не утверждён')
    assert.include(before, 'период № 1 · предварительный отчёт: период открыт')
    await go('begin_review', 'approve', 'lock')
    const after = await pdfText()
    assert.notInclude(after, 'предварительный')
    assert.include(after, 'период № 1 · период закрыт')
    assert.include(after, `№ ${desk.contract.number}/2026-03 от 31.03.2026`)
  })

  test('§7.6 an invoice follows once the period is invoiced, in both languages', async ({
    assert,
  }) => {
    await go('begin_review', 'approve', 'lock')
    assert.notInclude(await pdfText(), 'Счёт №')
    await go('invoice')
    const russian = await pdfText()
    assert.include(russian, 'Счёт № СЧ-15 от 31.03.2026')
    assert.include(russian, 'ИНН 7707083893')
    assert.include(russian, 'НДС 22 %: 990,00')
    assert.include(russian, 'Пять тысяч четыреста девяносто рублей 00 копеек')
    assert.include(russian, 'Главный бухгалтер')
    const english = await pdfText('en')
    assert.include(english, 'Invoice no. СЧ-15 of 2026-03-31')
    assert.include(english, '5,490.00')
  })

  test('the charges of a period are a table for spreadsheets', async ({ assert }) => {
    await go('begin_review', 'approve', 'lock')
    const { text, name } = await file('csv')
    assert.match(name, /\.csv$/)
    const [header, row] = text.replace('\uFEFF', '').split('\r\n')
    assert.include(header, 'Договор;Заказчик;ИНН;КПП;Акт;Дата акта;')
    assert.include(row, `${desk.contract.number}/2026-03;31.03.2026;1;`)
    assert.include(row, ';356;"1,5";"3000,00";1;22;"4500,00";"990,00";"5490,00"')
  })

  test('an accounting program reads parties, act, lines and totals', async ({ assert }) => {
    await go('begin_review', 'approve', 'lock')
    const { content, report } = await file('xml')
    const found = await elementsOf(content)
    assert.containSubset(found.get('Period')![0]!, {
      ...{ contract: desk.contract.number, currency: 'RUB', from: '2026-03-01', to: '2026-03-31' },
      ...{ actNumber: `${desk.contract.number}/2026-03`, actDate: '2026-03-31', revision: '1' },
    })
    assert.deepEqual(found.get('Client')![0]!.name, 'ООО «Альфа & Ко»')
    assert.lengthOf(found.get('Line')!, report.charges.length)
    assert.containSubset(found.get('Line')![0]!, {
      ...{ okei: '356', quantity: '1.5', price: '3000.00', vatRate: '22' },
      ...{ net: '4500.00', vat: '990.00', gross: '5490.00' },
    })
    assert.deepEqual(found.get('Total')![0]!, { net: '4500.00', vat: '990.00', gross: '5490.00' })
  })

  test('a correction is a number below zero in every file', async ({ assert }) => {
    await go('begin_review', 'approve', 'lock')
    const line = await ChargeLine.query().firstOrFail()
    await correctCharge.handle({
      ...{ actor: actorOf(desk.agent), lineId: line.id, reason: 'Too much' },
      change: { deltaMinutes: -30, entryId: null },
    })
    const csv = await file('csv', 'en', '2026-04')
    assert.include(csv.text, ',-1500.00,-330.00,-1830.00')
    const found = await elementsOf((await file('xml', 'en', '2026-04')).content)
    assert.containSubset(found.get('Line')!, [
      { kind: 'correction', quantity: '-0.5', net: '-1500.00', originMonth: '2026-03' },
    ])
  })

  test('both are had over the page', async ({ client, assert }) => {
    const manager = desk.manager
    for (const format of ['csv', 'xml']) {
      const response = await client
        .post(`/contracts/${desk.contract.number}/report/documents`)
        .loginAs(manager)
        .withCsrfToken()
        .json({ month: '2026-03', format, language: 'ru' })
      response.assertStatus(202)
      assert.isNumber(response.body().id)
    }
  })
})

async function elementsOf(content: Uint8Array) {
  const found = new Map<string, Record<string, string>[]>()
  async function* pieces() {
    yield Buffer.from(content).toString('utf8')
  }
  const open = (name: string, attributes: Record<string, string>) => {
    found.set(name, [...(found.get(name) ?? []), attributes])
  }
  await Array.fromAsync(readXml(pieces(), { open }))
  return found
}
