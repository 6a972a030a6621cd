import AuditEvent from '#core/models/audit_event'
import User from '#directory/models/user'
import { emptyDatabase } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { choose, signIn } from '#tests/helpers/pages'
import { test } from '@japa/runner'
import type { Page } from 'playwright'

/** The button of a form names its keys too; its hidden twin does not. */
const SAVE = /^Save ./
const NEW_PASSWORD = 'quiet river over seven stones'

/** Chooses in a plain list of the open form by its label. */
async function pick(page: Page, label: string, option: string) {
  await page.getByLabel(label).click()
  await page.getByRole('option', { name: option, exact: true }).click()
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
}

test.group('The administrator’s day', (group) => {
  group.each.teardown(emptyDatabase)

  test('a role is copied and changed, given to somebody new, explained, and taken back', async ({
    visit,
    browser,
    assert,
  }) => {
    const provider = await createOrganisation({ name: 'Service House', kind: 'provider' })
    const admin = await createUser({
      roles: ['administrator'],
      person: await createPerson({ organisationId: provider.id }),
    })
    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, admin.email)

    // A role of its own: the agent's, without the right to create tickets for others.
    await page.goto('/roles')
    await page.getByRole('button', { name: 'New role' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name in Russian').fill('Дежурный')
    await form.getByLabel('Name in English').fill('Night watch')
    await form.getByLabel('Code').fill('night_watch')
    await pick(page, 'Based on', 'Service desk agent')
    await form.getByRole('button', { name: SAVE }).click()
    await page.getByRole('heading', { name: 'Night watch', level: 1 }).waitFor()
    await pick(page, 'Create tickets for others: scope', 'none')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('There are unsaved changes').waitFor({ state: 'hidden' })

    // Somebody new gets an account with it, and the link for a password.
    await page.goto('/people')
    await page.getByRole('button', { name: 'New person' }).click()
    await form.getByLabel('Name', { exact: true }).fill('Vera Lind')
    await form.getByLabel('E-mail').fill('vera@service.example')
    await choose(page, 'Organisation', 'Service House')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Vera Lind', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Create an account' }).click()
    await pick(page, 'Role', 'Night watch')
    await form.getByRole('button', { name: SAVE }).click()
    const link = page.getByRole('dialog', { name: 'Link for a new password' })
    const address = await link.getByText(/^http/).innerText()
    await page.keyboard.press('Escape')
    assert.deepEqual(await seriousFaults(page), [])
    const personPage = page.url()

    // She sets it and works, elsewhere.
    const elsewhere = await browser.newContext()
    const own = await elsewhere.newPage()
    const queue = new URL('/incidents', personPage).href
    await own.goto(address)
    await own.getByLabel('New password').fill(NEW_PASSWORD)
    await own.getByRole('button', { name: 'Set the password' }).click()
    await signIn(own, 'vera@service.example', NEW_PASSWORD)
    await own.goto(queue)
    await own.getByRole('heading', { level: 1 }).waitFor()

    // Why may she not register for others? Her role lacks it.
    await page.goto(personPage)
    await page.getByRole('link', { name: 'Why?' }).click()
    await page.waitForURL(/\/rights/)
    await page.getByLabel('Do what').click()
    await page.getByRole('option', { name: /Create tickets for others/ }).click()
    await page.getByRole('button', { name: 'Find out' }).click()
    await page.getByText('The role does not hold this permission.').waitFor()
    assert.deepEqual(await seriousFaults(page), [])

    // The account is switched off: her next step leads to the door.
    await page.goto(personPage)
    await page.getByRole('button', { name: 'Switch off' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
    await page.getByText('May not sign in').waitFor()
    await own.goto(queue)
    await own.waitForURL(/\/sign-in/)
    await elsewhere.close()

    // The history tells of it all, and its chain holds.
    await page.goto('/audit')
    await page.getByText('account switched off').first().waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    assert.deepEqual(foreign(), [])
    const vera = await User.findByOrFail('email', 'vera@service.example')
    const events = await AuditEvent.query()
      .where({ subjectType: 'user', subjectId: vera.id })
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      [
        'user.created',
        'user.role_given',
        'user.password_link_issued',
        'user.password_reset',
        'user.signed_in',
        'user.deactivated',
      ]
    )
  })
})
