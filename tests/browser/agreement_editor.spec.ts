import Agreement from '#sla/models/agreement'
import { emptyDatabase } from '#tests/helpers/database'
import { createCalendar } from '#tests/helpers/desk'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { createUser } from '#tests/helpers/people'
import { signIn } from '#tests/helpers/pages'
import { test } from '@japa/runner'

test.group('The agreement editor', (group) => {
  group.each.teardown(emptyDatabase)

  test('SLM-02 times are typed down a sheet, a tie names both rows, an example is tried', async ({
    visit,
    assert,
  }) => {
    await createCalendar({ nameEn: 'Office hours' })
    const editor = await createUser({ roles: ['service_level_manager'] })
    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, editor.email)
    await page.goto('/agreements/new')
    await page.getByLabel('Name in Russian').fill('Серебро')
    await page.getByLabel('Name in English').fill('Silver')
    await page.getByLabel('Code').fill('SILVER')
    await page.getByLabel('Working calendar').click()
    await page.getByRole('option', { name: 'Office hours' }).click()

    // Enter leads down the column and, past the last row, into a new one of the next priority.
    await page.getByLabel('Row 1: Response').fill('15m')
    await page.keyboard.press('Enter')
    await page.getByLabel('Row 2: Response').waitFor()
    await page.keyboard.type('nonsense')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').filter({ hasText: 'Write 15m' }).first().waitFor()
    await page.getByLabel('Row 2: Response').fill('0:30')
    await page.getByRole('button', { name: 'Copy row 2' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Rows 2 and 3 have the same conditions').first().waitFor()
    await page.mouse.move(0, 0)
    assert.deepEqual(await seriousFaults(page), [])

    await page.getByRole('button', { name: 'Remove row 3' }).click()
    await page.getByLabel('Row 2: Resolution').fill('4h')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/\/agreements\/SILVER$/)
    const agreement = await Agreement.query()
      .where('code', 'SILVER')
      .preload('targets', (targets) => void targets.orderBy('priority').orderBy('targetMinutes'))
      .firstOrFail()
    assert.deepEqual(
      agreement.targets.map(({ metric, priority, targetMinutes }) => [
        metric,
        priority,
        targetMinutes,
      ]),
      [
        ['response', 1, 15],
        ['response', 2, 30],
        ['resolution', 2, 240],
      ]
    )
    // The page warns of what has no general target, and tells what a ticket would be promised.
    await page.getByText('priority P1 has no general target for Resolution').waitFor()
    const answer = page.getByTestId('simulation')
    await answer.getByText('4 h, due').waitFor()
    await answer.getByText('Why: 2 candidates').click()
    await answer.getByText('does not fit: another priority').waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    assert.deepEqual(foreign(), [])
  })
})
