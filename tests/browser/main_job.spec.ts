import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import { createDesk, createService } from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import { pdfPages } from '#tests/helpers/pdf_text'
import { choose, download, signIn } from '#tests/helpers/pages'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import Ticket from '#tickets/models/ticket'
import { test } from '@japa/runner'
import ExcelJS from 'exceljs'

test.group('The main job', (group) => {
  group.each.teardown(emptyDatabase)

  test('an incident goes from registration on an item to the client’s report', async ({
    visit,
    browserContext,
    assert,
  }) => {
    const desk = await createDesk()
    await desk.client.merge({ name: 'Romashka Ltd' }).save()
    await desk.requester.person.merge({ displayName: 'Olga Petrova' }).save()
    const gateway = await createConfigurationItem({
      organisationId: desk.client.id,
      name: 'msk-vpn-01',
    })
    const remote = await createConfigurationItem({
      organisationId: desk.client.id,
      name: 'remote-access',
    })
    await relate(remote, gateway)
    const manager = await createUser({
      roles: ['account_manager'],
      person: await createPerson({ organisationId: desk.provider.id }),
    })

    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, desk.agent.email)

    // Register on an item and see the due times before saving.
    await page.getByRole('link', { name: 'New incident' }).first().click()
    await choose(page, 'Requester', 'Olga')
    await page.getByLabel('Title').fill('VPN does not connect from home')
    await page.getByLabel('Description').fill('Since nine o’clock the client reports a timeout.')
    await choose(page, 'Service', desk.service.nameEn)
    await choose(page, 'Configuration items', 'msk-vpn')
    await page.getByText('8 h of working time').waitFor()
    await page.getByRole('button', { name: 'Register' }).click()
    await page.waitForURL(/\/incidents\/INC-\d+$/)
    const number = page.url().split('/').at(-1)!
    await page.getByText('Resolution').first().waitFor()

    // The graph of what suffers, drawn and as a list.
    await page.getByRole('tab', { name: 'Items' }).click()
    await page.getByRole('link', { name: /^Impact of msk-vpn-01/ }).click()
    await page.waitForURL(/\/impact/)
    await page.locator('canvas').first().waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'List' }).click()
    await page.getByRole('treegrid').getByText('remote-access').waitFor()

    // Take, log time, resolve.
    await page.goto(`/incidents/${number}`)
    await page.getByRole('button', { name: 'Take into work' }).click()
    await page.getByText('In progress').first().waitFor()
    await page.getByRole('tab', { name: 'Time' }).click()
    await page.getByLabel('Duration').fill('1h 20m')
    await page.getByLabel('What was done').fill('Renewed the certificate')
    await page.getByRole('button', { name: 'Log time' }).click()
    await page.getByText('1:20').first().waitFor()
    await page.getByRole('button', { name: 'Resolve', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Solution').fill('The certificate had expired; renewed it.')
    await dialog.getByLabel('Closure category').click()
    await page.getByRole('option', { name: 'Network' }).first().click()
    await dialog.getByRole('button', { name: 'Resolve' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('Resolved').first().waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    const ticket = await Ticket.findByOrFail('number', number)
    assert.equal(ticket.state, 'resolved')
    assert.deepEqual(foreign(), [])

    // The account manager downloads both documents of the month.
    await page.close()
    await browserContext.clearCookies()
    const office = await visit('/sign-in')
    await signIn(office, manager.email)
    await office.goto(`/contracts/${desk.contract.number}/report`)
    assert.deepEqual(await seriousFaults(office), [])

    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await download(office, 'Excel EN')) as never)
    const cells: unknown[] = []
    workbook.eachSheet((sheet) => sheet.eachRow((row) => cells.push(...(row.values as unknown[]))))
    assert.include(cells, number)
    // 1:20 rounds up to 1:30 at 3,000 an hour: 4,500 without VAT, 5,490 with 22 %.
    assert.include(
      cells.map((cell) => (isFormula(cell) ? cell.result : cell)),
      4500
    )

    const text = (await pdfPages(await download(office, 'PDF RU'))).join(' ')
    assert.include(text, number)
    assert.match(text, /5\s?490,00/)
    assert.include(text, 'Пять тысяч четыреста девяносто рублей 00 копеек')
  })
})

function isFormula(cell: unknown): cell is { result: unknown } {
  return typeof cell === 'object' && cell !== null && 'result' in cell
}

test.group('A month without work', (group) => {
  group.each.teardown(emptyDatabase)

  test('is said in words, and its documents can be had', async ({ visit, browserContext }) => {
    const desk = await createDesk()
    await createService()
    const manager = await createUser({
      roles: ['account_manager'],
      person: await createPerson({ organisationId: desk.provider.id }),
    })
    await browserContext.loginAs(manager)
    const page = await visit(`/contracts/${desk.contract.number}/report`)
    await page.getByText('No work in this month').waitFor()
  })
})
