import ConfigurationItem from '#cmdb/models/configuration_item'
import DataImport from '#core/models/data_import'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import { signIn } from '#tests/helpers/pages'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { csvOf, forgetUploads } from '#tests/helpers/spreadsheets'
import { test } from '@japa/runner'

test.group('A file of items', (group) => {
  group.each.teardown(async () => {
    await forgetUploads()
    await emptyDatabase()
  })

  test('CFG-09 CFG-13 is uploaded, matched, looked through, written and taken back', async ({
    visit,
    assert,
  }) => {
    const acme = await createOrganisation({ code: 'ACME', name: 'Acme' })
    const of = { organisationId: acme.id, classCode: 'virtual_machine' }
    const known = await createConfigurationItem({ ...of, name: 'vm-01', description: 'Old words' })
    const manager = await createUser({ roles: ['configuration_manager'] })

    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, manager.email)
    await page.goto('/configuration-items/import')
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'machines.csv', mimeType: 'text/csv' },
      buffer: csvOf([
        ['Machine', 'What for', 'Organisation'],
        ['vm-01', 'New words', 'Acme'],
        ['vm-02', 'Another one', 'Acme'],
        ['', 'Without a name', 'Acme'],
      ]),
    })
    assert.deepEqual(await seriousFaults(page), [])
    await page.getByRole('button', { name: 'Upload' }).click()

    // Headings that are not known by themselves are matched; the class is chosen for all rows.
    const pick = async (name: string, option: string) => {
      const field = page.getByRole('combobox', { name }).or(page.getByRole('button', { name }))
      await field.first().click()
      await page.getByRole('option', { name: option, exact: true }).click()
      await page.getByRole('listbox').waitFor({ state: 'hidden' })
    }
    await page.getByRole('heading', { name: 'Columns of the file' }).waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await pick('Field for the column “Machine”', 'Name')
    await pick('Field for the column “What for”', 'Description')
    await pick('Class for rows that name none', 'Virtual machine')
    await page.getByRole('button', { name: 'Check', exact: true }).click()

    // Nothing is written while it is looked through.
    await page.getByRole('button', { name: 'Import 2 rows' }).waitFor()
    await page.getByText('1 row with an error will not be taken.').waitFor()
    await page.getByText('Was: Old words').first().waitFor()
    assert.isNull(await ConfigurationItem.findBy('name', 'vm-02'))
    assert.deepEqual(await seriousFaults(page), [])

    const confirmation = page.getByRole('checkbox', { name: 'Yes, change that many records' })
    if (await confirmation.isVisible()) await confirmation.click()
    await page.getByRole('button', { name: 'Import 2 rows' }).click()
    await page.getByRole('button', { name: 'Undo the import' }).waitFor()
    await known.refresh()
    assert.equal(known.description, 'New words')
    assert.isNotNull(await ConfigurationItem.findBy('name', 'vm-02'))
    assert.deepEqual(await seriousFaults(page), [])

    // Taken back: what was added is gone, what was changed is as it was.
    await page.getByRole('button', { name: 'Undo the import' }).click()
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
    await dialog.getByRole('button', { name: 'Undo the import' }).click()
    await page.getByText('Removed: 1. Restored: 1. Kept: 0.').waitFor()
    await known.refresh()
    assert.equal(known.description, 'Old words')
    assert.isNull(await ConfigurationItem.findBy('name', 'vm-02'))
    assert.equal((await DataImport.firstOrFail()).state, 'undone')
    assert.deepEqual(await seriousFaults(page), [])
    assert.deepEqual(foreign(), [])
  })
})
