import ConfigurationItem from '#cmdb/models/configuration_item'
import Site from '#directory/models/site'
import Team from '#directory/models/team'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import { choose, signIn } from '#tests/helpers/pages'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { forgetUploads } from '#tests/helpers/spreadsheets'
import { test } from '@japa/runner'
import type { Page } from 'playwright'

/** Opens the dialog of the next status. */
async function startStep(page: Page) {
  await page.getByRole('button', { name: 'Change status' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  return dialog
}

/** Saves the open form; the focus is back in it once a menu of it is gone. */
async function save(page: Page) {
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** Takes the item one step on and waits until its page says so. */
async function step(page: Page, status: string, reason?: string) {
  const dialog = await startStep(page)
  await dialog.getByRole('radio', { name: status, exact: true }).click()
  if (reason) await dialog.getByRole('textbox').fill(reason)
  await dialog.getByRole('button', { name: 'Set status' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const summary = page.getByRole('region', { name: 'In short' })
  await summary.getByText(status, { exact: true }).waitFor()
}

test.group('The life of an item', (group) => {
  group.each.teardown(async () => {
    await forgetUploads()
    await emptyDatabase()
  })

  test('§4.6 CFG-07 CFG-12 CFG-15 an item goes from the form to its retirement, and its history tells all of it', async ({
    visit,
    assert,
  }) => {
    const organisation = await createOrganisation({ name: 'Acme' })
    const of = { organisationId: organisation.id }
    await Site.create({ ...of, name: 'Hall 7', timeZone: 'Europe/Moscow', isActive: true })
    await Team.create({ code: 'SRV', name: 'Servers', isActive: true, version: 1 })
    const app = await createConfigurationItem({ ...of, name: 'ledger', classCode: 'web_site' })
    const manager = await createUser({ roles: ['configuration_manager'] })

    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, manager.email)

    // Made in the form, at the beginning of its life.
    await page.goto('/configuration-items?class=physical_server')
    await page.getByRole('button', { name: 'New item' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name', { exact: true }).fill('srv-77')
    await form.getByLabel('Organisation').click()
    await page.getByRole('option', { name: 'Acme' }).click()
    await form.getByRole('combobox', { name: 'Status' }).getByText('Planned').waitFor()
    await save(page)
    await page.getByRole('heading', { name: 'srv-77' }).waitFor()
    const item = await ConfigurationItem.findByOrFail('name', 'srv-77')

    // Something hangs on it.
    await page.getByRole('button', { name: 'Add relation' }).first().click()
    await page.getByRole('dialog').getByText('depends on').first().click()
    await page.getByRole('option', { name: 'is used by', exact: true }).click()
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await choose(page, 'Other item', 'ledger')
    await save(page)
    await page.getByRole('link', { name: 'ledger' }).first().waitFor()

    // Step by step; who answers for it is asked before it goes to work.
    for (const status of ['Ordered', 'Received', 'In stock', 'Installing']) await step(page, status)
    const refused = await startStep(page)
    await refused.getByText('An item in use needs: Support team and Site.').waitFor()
    assert.isTrue(await refused.getByRole('radio', { name: /^In use/ }).isDisabled())
    assert.deepEqual(await seriousFaults(page), [])
    await page.keyboard.press('Escape')
    await refused.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await choose(page, 'Support team', 'Servers')
    await choose(page, 'Site', 'Hall 7')
    await page.getByPlaceholder('Choose or type').click()
    await page.keyboard.type('ledger-park')
    await page.getByRole('option', { name: 'Add “ledger-park”' }).click()
    await page.keyboard.press('Escape')
    await save(page)
    await step(page, 'In use')
    await page.getByText('ledger-park').first().waitFor()

    // A paper of it.
    await page.getByRole('button', { name: 'Add a document' }).click()
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'act.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 act') },
    })
    await page.getByRole('dialog').getByLabel('Title').fill('Acceptance act')
    await save(page)
    await page.getByRole('link', { name: 'Acceptance act' }).waitFor()

    // What others need is not retired; without them it is.
    const held = await startStep(page)
    await held.getByText(`It is still used by ${app.number} ledger.`).waitFor()
    assert.isTrue(
      await held
        .getByRole('radio', { name: /^Retired/ })
        .first()
        .isDisabled()
    )
    await page.keyboard.press('Escape')
    await held.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Remove the relation to ledger' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await step(page, 'Retired')
    assert.deepEqual(await seriousFaults(page), [])

    await page.goto(`/configuration-items/${item.number}/history`)
    for (const words of [
      'Planned',
      'Installing',
      'In use',
      'Retired',
      'ledger-park',
      'Acceptance act',
      'ledger',
    ]) {
      await page.getByText(words, { exact: true }).first().waitFor()
    }
    await item.refresh()
    assert.equal(item.status, 'retired')
    assert.deepEqual(foreign(), [])
  })
})
