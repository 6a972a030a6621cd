import Calendar from '#calendars/models/calendar'
import { emptyDatabase } from '#tests/helpers/database'
import { createUser } from '#tests/helpers/people'
import { signIn } from '#tests/helpers/pages'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { test } from '@japa/runner'

test.group('The calendar editor', (group) => {
  group.each.teardown(emptyDatabase)

  test('SLM-03 a week is painted, a day excepted, and the engine answers at once', async ({
    visit,
    assert,
  }) => {
    const editor = await createUser({ roles: ['service_level_manager'] })
    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, editor.email)
    await page.goto('/calendars/new')
    await page.getByLabel('Name in Russian').fill('Склад')
    await page.getByLabel('Name in English').fill('Warehouse')
    await page.getByLabel('Code').fill('STORE')

    // Saturday from ten to two with the mouse, one half hour more with the keyboard.
    const cell = (name: string) => page.getByRole('gridcell', { name })
    await cell('Saturday 10:00–10:30').hover()
    await page.mouse.down()
    await cell('Saturday 13:30–14:00').hover()
    await page.mouse.up()
    await cell('Saturday 13:30–14:00').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    const saturday = page.getByRole('group', { name: 'Saturday: interval 1' })
    assert.equal(await saturday.getByLabel('Start').inputValue(), '10:00')
    assert.equal(await saturday.getByLabel('End').inputValue(), '14:30')

    // The server refuses an end before the start, and says so beside the field.
    await saturday.getByLabel('End').fill('06:00')
    await page.getByText('The end is before the start').waitFor()
    await saturday.getByLabel('until the next day').check()
    await page.getByText('The end is before the start').waitFor({ state: 'hidden' })
    await saturday.getByLabel('until the next day').uncheck()
    await saturday.getByLabel('End').fill('14:00')

    // Friday 17:40 and four hours: twenty minutes on Friday, the rest on Saturday.
    await page.getByTestId('draft-due').getByText('13:40').waitFor()
    assert.match((await page.getByTestId('draft-due').textContent())!, /Saturday/)

    // A day off stands in the year with its reason.
    const year = new Date().getFullYear()
    await page.getByRole('button', { name: `31 December ${year}` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Day off').check()
    await dialog.getByLabel('Note').fill('Stocktaking')
    await dialog.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('button', { name: /31 December.*Stocktaking/ }).waitFor()
    assert.deepEqual(await seriousFaults(page), [])

    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(/\/calendars\/STORE$/)
    await page.getByText('Version 1').waitFor()
    const calendar = await Calendar.findByOrFail('code', 'STORE')
    assert.deepEqual(calendar.week['6'], [['10:00', '14:00']])
    assert.deepEqual(foreign(), [])
  })
})
