import Person from '#directory/models/person'
import { emptyDatabase } from '#tests/helpers/database'
import { createDesk } from '#tests/helpers/desk'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { createPerson } from '#tests/helpers/people'
import Ticket from '#tickets/models/ticket'
import { signIn } from '#tests/helpers/pages'
import { test } from '@japa/runner'

test.group('An unknown caller', (group) => {
  group.each.teardown(emptyDatabase)

  test('DSK-25 is added on a phone without leaving the form, by the keyboard', async ({
    visit,
    assert,
  }) => {
    const desk = await createDesk()
    await desk.client.merge({ name: 'Romashka Ltd' }).save()
    const organisationId = desk.client.id
    const known = { displayName: 'Anna Berg', phone: '+7 916 000-11-22', organisationId }
    await createPerson(known)
    const page = await visit('/sign-in')
    await page.setViewportSize({ width: 390, height: 844 })
    const foreign = refuseForeignRequests(page)
    await signIn(page, desk.agent.email)
    await page.goto('/incidents/new')
    await page.getByLabel('Title').fill('No dial tone')
    await page.getByLabel('Description').fill('Since nine o’clock.')
    const requester = page.getByRole('combobox', { name: /^Requester/ })
    await requester.fill('Zoya Volkova')
    await page.getByText('Nothing found').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Not in the list/ }).press('Enter')

    const dialog = page.getByRole('dialog')
    const name = dialog.getByLabel('Name')
    await name.waitFor()
    assert.equal(await name.inputValue(), 'Zoya Volkova')
    await page.keyboard.press('Control+Enter')
    await dialog.getByRole('alert').waitFor()
    await dialog.getByRole('combobox', { name: /^Organisation/ }).fill('Romashka')
    await page.getByRole('option', { name: /Romashka/ }).click()
    await dialog.getByLabel('Phone').fill('8 916 000 11 22')
    await page.keyboard.press('Control+Enter')

    // The number is Anna’s: she is offered, and it is somebody else at her phone.
    await dialog.getByRole('button', { name: 'Choose: Anna Berg' }).waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await dialog.getByLabel('No, it is another person').check()
    await page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'hidden' })
    assert.equal(await requester.inputValue(), 'Zoya Volkova')
    assert.equal(await page.getByLabel('Title').inputValue(), 'No dial tone')

    await page.getByRole('button', { name: 'Register' }).click()
    await page.waitForURL(/\/incidents\/INC-\d+$/)
    const ticket = await Ticket.query().orderBy('id', 'desc').firstOrFail()
    const caller = await Person.findOrFail(ticket.requesterId)
    assert.equal(caller.displayName, 'Zoya Volkova')
    assert.deepEqual(foreign(), [])
  })
})
