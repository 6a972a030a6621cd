import { deleteItem } from '#cmdb/actions/delete_item'
import { relateConfigurationItems } from '#cmdb/actions/relate_configuration_items'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import Baseline from '#cmdb/models/baseline'
import { SYSTEM_ACTOR } from '#core/actor'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import { signIn } from '#tests/helpers/pages'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { workOffQueue } from '#tests/helpers/queue'
import { test } from '@japa/runner'
import type { Page } from 'playwright'

/** Copies all there is of virtual machines under a name. */
async function capture(page: Page, name: string) {
  await page.goto('/baselines')
  await page.getByRole('button', { name: 'New baseline' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Name', { exact: true }).fill(name)
  await form.getByLabel('Class').click()
  await page.getByRole('option', { name: 'Virtual machine', exact: true }).click()
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  await workOffQueue()
  await page.getByText('Ready', { exact: true }).waitFor()
}

test.group('A baseline', (group) => {
  group.each.teardown(emptyDatabase)

  test('CFG-08 §4.5 what changed since is told, and a new copy stands for the state agreed on', async ({
    visit,
    assert,
  }) => {
    const { id: organisationId } = await createOrganisation({ name: 'Acme' })
    const item = (name: string) => createConfigurationItem({ organisationId, name })
    const [web, old, db] = [await item('vm-web'), await item('vm-old'), await item('vm-db')]
    const manager = await createUser({ roles: ['configuration_manager'] })

    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, manager.email)
    await capture(page, 'Before the work')
    await page.getByRole('link', { name: 'vm-web' }).waitFor()
    await page.getByRole('button', { name: 'Check integrity' }).click()
    await page.getByText('The copy is untouched').waitFor()

    // The work: something new, something changed, something gone.
    const actor = SYSTEM_ACTOR
    await item('vm-new')
    await updateConfigurationItem.handle({ actor, itemId: web.id, values: { vendor: 'Yadro' } })
    await relateConfigurationItems.handle({
      ...{ actor, principal: null, typeCode: 'depends_on', sourceId: web.id, targetId: db.id },
    })
    await updateConfigurationItem.handle({ actor, itemId: old.id, values: { status: 'retired' } })
    await deleteItem.handle({ actor, itemId: old.id, seenVersion: 2, reason: 'Gone' })

    await page.goto('/baselines')
    await page.getByRole('link', { name: 'Before the work' }).click()
    await page.getByRole('link', { name: 'Compare with the present' }).click()
    await page.getByRole('heading', { name: /Before the work.*Now/ }).waitFor()
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name }).first()
    const told = async (name: string, words: string) =>
      row(name).getByText(words, { exact: true }).waitFor()
    await told('vm-new', 'Added')
    await told('vm-old', 'Removed')
    await told('vm-web', 'Changed')
    await told('vm-web', 'Yadro')
    await told('vm-web', 'vm-db')
    assert.deepEqual(await seriousFaults(page), [])
    await page.getByRole('combobox', { name: /^Difference/ }).click()
    await page.getByRole('option', { name: 'Added', exact: true }).click()
    await page.waitForURL(/kind=added/)
    await page.getByText('vm-web').waitFor({ state: 'hidden' })
    await told('vm-new', 'Added')

    // Agreed on: the new state is the one to compare with, the old copy is let go.
    await capture(page, 'After the work')
    await page.getByRole('link', { name: 'Compare with the present' }).click()
    await page.getByText('No differences').waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await page.goto('/baselines')
    await page.getByRole('link', { name: 'Before the work' }).click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page
      .getByRole('dialog')
      .or(page.getByRole('alertdialog'))
      .getByRole('button', { name: 'Delete' })
      .click()
    await page.waitForURL(/\/baselines$/)
    const kept = await Baseline.all()
    assert.deepEqual(
      kept.map(({ name }) => name),
      ['After the work']
    )
    assert.deepEqual(foreign(), [])
  })
})
