import CiHealthFinding from '#cmdb/models/ci_health_finding'
import Team from '#directory/models/team'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import { choose, signIn } from '#tests/helpers/pages'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

test.group('Health of the CMDB', (group) => {
  group.each.teardown(emptyDatabase)

  test('CFG-11 §4.7 a run finds what fails, a task is made of it, and the next run says that it is mended', async ({
    visit,
    assert,
  }) => {
    const { id: organisationId } = await createOrganisation({ name: 'Acme' })
    const laptop = { organisationId, classCode: 'laptop' }
    await createConfigurationItem({ ...laptop, name: 'nb-one', serialNumber: 'PF-1' })
    const twin = await createConfigurationItem({ ...laptop, name: 'nb-two', serialNumber: 'PF-1' })
    await Team.create({ code: 'LAP', name: 'Laptops', isActive: true, version: 1 })
    const manager = await createUser({ roles: ['configuration_manager'] })

    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, manager.email)
    await page.goto('/cmdb-health')
    await page.getByText('Not judged yet').waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await page.getByRole('button', { name: 'Judge now' }).click()

    // From the figure to the finding.
    await page.getByText(/^As of .*2 items/).waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await page.getByRole('link', { name: 'Duplicate', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Choose nb-two' }).click()
    await page.getByRole('button', { name: 'Make tasks' }).click()
    await choose(page, 'Team', 'Laptops')
    await page.keyboard.press('Control+Enter')
    await page
      .getByText(/^1 task/)
      .first()
      .waitFor()
    const finding = await CiHealthFinding.query()
      .where({ itemId: twin.id, reason: 'duplicate' })
      .firstOrFail()
    assert.equal(finding.state, 'open')
    await page.getByRole('link', { name: 'nb-two' }).click()
    await page.getByRole('button', { name: 'Start work' }).click()
    await page.getByText('In work', { exact: true }).first().waitFor()
    assert.deepEqual(await seriousFaults(page), [])

    // To its item, which is mended and checked.
    await page.getByRole('link', { name: /nb-two/ }).click()
    await page.getByRole('heading', { name: 'nb-two', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Serial number').fill('PF-2')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'I have checked this item' }).click()
    await page
      .getByText(/^Last checked/)
      .first()
      .waitFor()

    // The next run finds it no more, and the task is done.
    await page.goto('/cmdb-health')
    await page.getByRole('button', { name: 'Judge now' }).click()
    await page.getByRole('link', { name: 'Duplicate', exact: true }).waitFor({ state: 'hidden' })
    await page.goto(`/cmdb-health/findings/${finding.id}`)
    await page.getByText('No longer found', { exact: true }).waitFor()
    await page.getByText('Done', { exact: true }).first().waitFor()
    await finding.refresh()
    assert.equal(finding.state, 'done')
    await twin.refresh()
    assert.isNotNull(twin.lastVerifiedAt)
    assert.deepEqual(foreign(), [])
  })
})
