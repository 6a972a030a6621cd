import { lockItemField } from '#cmdb/actions/lock_item_field'
import { addItems } from '#cmdb/actions/write_items'
import { SYSTEM_ACTOR } from '#core/actor'
import SavedView from '#core/models/saved_view'
import { inTransaction } from '#core/transaction'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import { signIn } from '#tests/helpers/pages'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

test.group('The manager of the CMDB', (group) => {
  group.each.teardown(emptyDatabase)

  test('CFG-05 many items that match are edited together and told of', async ({
    visit,
    assert,
  }) => {
    const first = await createConfigurationItem({ name: 'park 000', tags: 'old' })
    const { ciClassId: classId, organisationId } = first
    const more = Array.from({ length: 60 }, (_, n) => ({
      ...{ classId, organisationId },
      writes: { name: `park ${String(n + 1).padStart(3, '0')}` },
    }))
    await inTransaction((trx) => addItems(trx, more, { actor: SYSTEM_ACTOR }))
    await createConfigurationItem({ name: 'apart' })
    const lock = { itemId: first.id, field: 'environment', isLocked: true }
    await lockItemField.handle({ actor: SYSTEM_ACTOR, ...lock })
    const manager = await createUser({ roles: ['configuration_manager'] })

    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, manager.email)
    await page.goto('/configuration-items')
    await page
      .getByRole('searchbox')
      .or(page.getByPlaceholder('Name, number, serial number, address'))
      .first()
      .fill('park')
    await page.waitForURL(/q=park/)

    // All that match, beyond the page.
    await page.getByRole('checkbox', { name: 'Choose all on the page' }).click()
    await page.getByText('50 items chosen').first().waitFor()
    await page.getByRole('button', { name: 'Choose all that match: 61' }).click()
    await page.getByRole('button', { name: 'Edit together' }).click()
    await page.getByRole('heading', { name: 'Edit of 61 items' }).waitFor()

    // Environment and a tag, with a reason.
    const pick = async (role: 'button' | 'combobox', name: string, option: string) => {
      await page.getByRole(role, { name }).last().click()
      await page.getByRole('option', { name: option, exact: true }).click()
      // The focus goes back to the field once the menu is gone.
      await page.getByRole('listbox').waitFor({ state: 'hidden' })
    }
    await pick('button', 'Field:', 'Environment')
    await pick('combobox', 'Value', 'Test')
    await page.getByRole('button', { name: 'One more field' }).click()
    await pick('button', 'Field:', 'Tags')
    await page.getByPlaceholder('Choose or type').click()
    await page.keyboard.type('Moved')
    await page.getByRole('option', { name: 'Add “Moved”' }).click()
    await page.keyboard.press('Escape')
    await page.getByLabel('Reason').fill('The park moves')
    await page.getByRole('button', { name: 'Show what would change' }).click()

    // What would change and what is refused, then the act.
    await page.getByRole('button', { name: 'Refused 1' }).click()
    await page.getByText('The field is locked in this item').first().waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await page.getByRole('button', { name: 'Change 60 items' }).click()
    await page.getByRole('button', { name: 'Changed 60' }).waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await page.getByRole('button', { name: 'Changed 60' }).click()
    await page.getByRole('link', { name: 'park 001' }).click()
    await page.getByRole('heading', { name: 'park 001' }).waitFor()
    await page.getByText('moved', { exact: true }).first().waitFor()
    await page.goto(`${page.url().split('?')[0]}/history`)
    await page.getByText('The park moves').first().waitFor()

    // The tag finds them; the view is kept.
    await page.goto('/configuration-items?where=tags~is~moved&columns=name,tags,environment')
    await page.getByText('Tags is moved').waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save as a new view' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Moved park')
    await page.keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'hidden' })
    assert.match((await SavedView.firstOrFail()).query, /where=tags/)
    assert.deepEqual(foreign(), [])
  })

  test('CFG-05 items are chosen for an edit on a phone, too', async ({ visit, assert }) => {
    const { ciClassId: classId, organisationId } = await createConfigurationItem({ name: 'nb 1' })
    const more = ['nb 2', 'nb 3'].map((name) => ({ classId, organisationId, writes: { name } }))
    await inTransaction((trx) => addItems(trx, more, { actor: SYSTEM_ACTOR }))
    const manager = await createUser({ roles: ['configuration_manager'] })

    const page = await visit('/sign-in')
    await page.setViewportSize({ width: 390, height: 844 })
    await signIn(page, manager.email)
    await page.goto('/configuration-items')
    await page.getByRole('checkbox', { name: 'Choose nb 2' }).click()
    await page.getByText('1 item chosen').first().waitFor()
    await page.getByRole('checkbox', { name: 'Choose all on the page' }).click()
    await page.getByText('3 items chosen').first().waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await page.getByRole('button', { name: 'Edit together' }).click()
    await page.getByRole('heading', { name: 'Edit of 3 items' }).waitFor()
  })
})
