import { makeDocument } from '#billing/documents/make_document'
import type { DocumentLanguage } from '#core/documents/document_texts'
import { contractReport } from '#billing/queries/contract_report'
import { billBy, logWork } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { pdfPages } from '#tests/helpers/pdf_text'
import { test } from '@japa/runner'

async function pagesOf(
  contractId: number,
  language: DocumentLanguage | null = 'ru',
  month = '2026-03'
) {
  const report = await contractReport(contractId, month)
  const { content } = await makeDocument(report, { format: 'pdf', language, preparedBy: 'Anna' })
  return pdfPages(content)
}

test.group('PDF of a report', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 12:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { name: 'Поддержка' })
    await desk.client.merge({ legalName: 'АО «Северный порт»', taxNumber: '7707083893' }).save()
    const ticket = await createIncident(desk, { title: 'Не открывается 1С' })
    await logWork(desk, {
      ticket,
      minutes: 90,
      publicNote: 'Заменён кабель',
      internalNote: 'тайное',
    })
  })
  group.each.teardown(letTimeRun)

  test('says in Russian what is charged, by figures and words', async ({ assert }) => {
    const text = (await pagesOf(desk.contract.id)).join(' ')
    assert.include(text, 'Отчёт по договору за март 2026')
    assert.include(text, 'АО «Северный порт», ИНН 7707083893')
    assert.include(text, '4 500,00')
    assert.include(text, '990,00')
    assert.include(text, '5 490,00')
    assert.include(text, 'Пять тысяч четыреста девяносто рублей 00 копеек')
    assert.include(text, 'Не открывается 1С')
    assert.include(text, 'Заменён кабель')
  })

  test('says it in English too', async ({ assert }) => {
    const text = (await pagesOf(desk.contract.id, 'en')).join(' ')
    assert.include(text, 'Contract report for March 2026')
    assert.include(text, '5,490.00')
    assert.include(text, 'Five thousand four hundred and ninety roubles 00 kopecks')
    assert.include(text, 'Prepared by Anna')
  })

  test("speaks the client's own language unless told otherwise", async ({ assert }) => {
    await desk.client.merge({ locale: 'ru' }).save()
    const text = (await pagesOf(desk.contract.id, null)).join(' ')
    assert.include(text, 'Отчёт по договору')
  })

  test('402-ФЗ the act has title, date, parties, service, sum and signatures', async ({
    assert,
  }) => {
    const act = (await pagesOf(desk.contract.id)).at(-1)!
    assert.include(act, `Акт об оказании услуг № ${desk.contract.number}/2026-03 от 31.03.2026`)
    assert.include(act, 'Исполнитель: ')
    assert.include(act, 'АО «Северный порт»')
    assert.include(act, 'Работы по времени')
    assert.include(act, '1:30')
    assert.include(act, 'НДС 22 %: 990,00')
    assert.include(act, 'Пять тысяч четыреста девяносто рублей 00 копеек')
    assert.include(act, 'Director')
    assert.include(act, '/ Ivanov I. I. /')
  })

  test('§7.7 a page shows the month in charts, in words that can be found', async ({ assert }) => {
    const russian = await pagesOf(desk.contract.id)
    const page = russian.filter((each) => each.includes('Показатели периода'))
    assert.lengthOf(page, 1)
    assert.include(page[0], 'Начислено без НДС, RUB')
    assert.include(page[0], '4 500,00')
    assert.include(page[0], 'Учтённое время по видам работ')
    assert.include(page[0], 'Учтённое время по дням')
    const english = (await pagesOf(desk.contract.id, 'en')).join(' ')
    assert.include(english, 'Period at a glance')
    assert.include(english, 'Charged net of VAT, RUB')
  })

  test('§7.7 a month with nothing to show has no charts', async ({ assert }) => {
    const text = (await pagesOf(desk.contract.id, 'ru', '2026-01')).join(' ')
    assert.notInclude(text, 'Показатели периода')
  })

  test('402-ФЗ the act says for each side who signs and on what basis', async ({ assert }) => {
    const act = (await pagesOf(desk.contract.id)).at(-1)!
    const signing = 'в лице: Director Ivanov I. I., действующего(-ей) на основании Articles'
    assert.lengthOf(act.split(signing), 3)
  })

  test('G-11 holds no internal note', async ({ assert }) => {
    const text = (await pagesOf(desk.contract.id)).join(' ')
    assert.notInclude(text, 'тайное')
  })

  test('headers repeat, pages are numbered and no row is lost', async ({ assert }) => {
    const ticket = await createIncident(desk)
    for (let index = 1; index <= 60; index++) {
      await logWork(desk, { ticket, minutes: 60, publicNote: `Работа-${index}-конец` })
    }
    const pages = await pagesOf(desk.contract.id)
    const chapter = pages.filter((page) => page.includes('5. Трудозатраты'))
    assert.isAbove(chapter.length, 1)
    assert.isTrue(chapter.every((page) => page.includes('Вид работ')))
    pages.forEach((page, index) => assert.include(page, `Страница ${index + 1} из ${pages.length}`))
    for (let index = 1; index <= 60; index++) {
      assert.lengthOf(
        pages.filter((page) => page.includes(`Работа-${index}-конец`)),
        1
      )
    }
  })

  test('a month without work is a report with zeros and without an act', async ({ assert }) => {
    const text = (await pagesOf(desk.contract.id, 'ru', '2026-01')).join(' ')
    assert.include(text, 'Нет записей')
    assert.include(text, 'Ноль рублей 00 копеек')
    assert.notInclude(text, 'Акт об оказании услуг')
  })
})
