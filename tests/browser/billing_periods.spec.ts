import { movePeriod } from '#billing/actions/move_period'
import BillingPeriod from '#billing/models/billing_period'
import TimeEntry from '#billing/models/time_entry'
import type { PeriodStep } from '#billing/workflow/period_steps'
import { clock } from '#core/clock'
import type User from '#directory/models/user'
import { billBy, logWork } from '#tests/helpers/billing'
import { emptyDatabase } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident, type Desk } from '#tests/helpers/desk'
import { download, signIn } from '#tests/helpers/pages'
import { refuseForeignRequests, seriousFaults } from '#tests/helpers/page_checks'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'
import ExcelJS from 'exceljs'

const HOUR = 300_000

/** The last month that is over, by the clock of the contracts. */
function lastMonth() {
  const first = clock.now().setZone('Europe/Moscow').startOf('month').minus({ months: 1 })
  return { month: first.toFormat('yyyy-MM'), name: first.setLocale('en').toFormat('LLLL yyyy') }
}

/** A desk whose contract began with last month and has an hour of submitted work in it. */
async function createMonth(terms: { needsClientApproval?: boolean } = {}) {
  const desk = await createDesk()
  const { month } = lastMonth()
  await desk.client.merge({ name: 'Romashka Ltd' }).save()
  await billBy(desk, 'tm', { ratePerHourMinor: HOUR }, { startsOn: `${month}-01`, ...terms })
  const ticket = await createIncident(desk)
  await logWork(desk, { ticket, workDate: `${month}-02`, minutes: 60, publicNote: 'New switch' })
  await TimeEntry.query().update({ state: 'submitted' })
  return desk
}

async function staff(desk: Desk, role: string) {
  const person = await createPerson({ organisationId: desk.provider.id })
  return createUser({ roles: [role], person })
}

async function take(user: User, desk: Desk, ...steps: PeriodStep[]) {
  await TimeEntry.query().update({ state: 'approved' })
  const command = { actor: actorOf(user), contractId: desk.contract.id, side: 'provider' as const }
  for (const step of steps) await movePeriod.handle({ ...command, month: lastMonth().month, step })
}

test.group('A month of a contract', (group) => {
  group.each.teardown(emptyDatabase)

  test('§7.6 goes from unapproved time to the locked act and its report', async ({
    visit,
    browserContext,
    assert,
  }) => {
    const desk = await createMonth()
    const [account, lead] = [await staff(desk, 'account_manager'), await staff(desk, 'team_lead')]
    const { name } = lastMonth()

    // The account manager sees what is to be closed and what is in the way.
    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, account.email)
    await page.goto('/billing')
    assert.deepEqual(await seriousFaults(page), [])
    await page.getByRole('link', { name: new RegExp(`^To close: ${name}`) }).click()
    await page.getByText('1 time entry is not approved.').waitFor()
    await page.getByRole('button', { name: 'Begin review' }).click()
    // Approving has to wait; pressing it leads to what it waits for.
    const approve = page.getByRole('button', { name: 'Approve', exact: true })
    assert.equal(await approve.getAttribute('aria-disabled'), 'true')
    await approve.press('Enter')
    await page.locator(':focus', { hasText: '1 time entry is not approved.' }).waitFor()
    assert.equal((await BillingPeriod.firstOrFail()).state, 'review')
    assert.deepEqual(await seriousFaults(page), [])
    const report = page.url()

    // The lead approves it.
    await browserContext.clearCookies()
    await page.goto('/sign-in')
    await signIn(page, lead.email)
    await page.goto('/time-approvals')
    await page.getByRole('checkbox', { name: 'All on this page' }).click()
    await page.getByRole('button', { name: 'Approve 1' }).click()
    await page.getByText('Nothing waits for approval').waitFor()

    // Nothing is in the way any more: approved, locked with an act.
    await browserContext.clearCookies()
    await page.goto('/sign-in')
    await signIn(page, account.email)
    await page.goto(report)
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await page.getByRole('button', { name: 'Lock with an act' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/number/i).fill('ACT-7')
    await dialog.getByRole('button', { name: 'Lock with an act' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText(/^Act No\. ACT-7 of/).waitFor()
    const period = await BillingPeriod.firstOrFail()
    assert.containSubset(period.$attributes, { state: 'locked', actNumber: 'ACT-7' })
    assert.equal(Number(period.netMinor), HOUR)

    // The line is explained down to the hour, the report is had as Excel.
    await page.getByRole('button', { name: 'How it came about: Work by time' }).click()
    await page.getByRole('heading', { name: 'How the line came about' }).waitFor()
    await page.getByRole('dialog').getByText('1:00').first().waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await page.keyboard.press('Escape')
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await download(page, 'Excel EN')) as never)
    const cells: unknown[] = []
    workbook.eachSheet((sheet) => sheet.eachRow((row) => cells.push(...(row.values as unknown[]))))
    assert.include(cells, 'New switch')
    assert.deepEqual(foreign(), [])
  })

  test('§7.6 §7.7 the client’s manager sees their own alone and approves what was sent', async ({
    visit,
    browserContext,
    assert,
  }) => {
    const desk = await createMonth({ needsClientApproval: true })
    const account = await staff(desk, 'account_manager')
    await take(account, desk, 'begin_review', 'ask_client')
    const stranger = await createPerson({
      organisationId: (await createOrganisation({ name: 'Another Ltd' })).id,
    })
    const other = await createUser({ roles: ['customer_manager'], person: stranger })
    const path = `/contracts/${desk.contract.number}`
    const report = `${path}/report?month=${lastMonth().month}`

    const page = await visit('/sign-in')
    const foreign = refuseForeignRequests(page)
    await signIn(page, desk.manager.email)
    await page.goto('/contracts')
    await page.getByText(desk.contract.number).first().waitFor()
    assert.equal((await page.goto('/billing'))!.status(), 403)
    await page.goto(`${path}/periods`)
    await page.getByRole('link', { name: lastMonth().name }).click()
    await page.getByText('With the client').first().waitFor()
    assert.deepEqual(await seriousFaults(page), [])

    // They ask about a piece of work, and it is answered.
    await page.getByRole('button', { name: 'How it came about: Work by time' }).click()
    await page.getByRole('button', { name: /^Ask about the work: INC-/ }).click()
    await page.getByLabel(/^Question/).fill('Why an hour?')
    await page.getByRole('button', { name: 'Send the question' }).click()
    await page.getByText('The question is sent').waitFor()
    assert.deepEqual(await seriousFaults(page), [])
    await browserContext.clearCookies()
    await page.goto('/sign-in')
    await signIn(page, account.email)
    await page.goto(report)
    await page
      .getByLabel(/^Answer/)
      .first()
      .fill('The switch had to be set up.')
    await page.getByRole('button', { name: /^Answer the question/ }).click()
    await page.getByText('The switch had to be set up.').waitFor()
    assert.deepEqual(await seriousFaults(page), [])

    // A way to decline is offered, too; they agree.
    await browserContext.clearCookies()
    await page.goto('/sign-in')
    await signIn(page, desk.manager.email)
    await page.goto(report)
    await page.getByText('The switch had to be set up.').waitFor()
    await page.getByRole('button', { name: 'Decline with a question' }).click()
    await page.getByRole('dialog').getByText('The period goes back').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await page.getByText('Approved', { exact: true }).waitFor()
    assert.equal((await BillingPeriod.firstOrFail()).state, 'approved')
    assert.deepEqual(foreign(), [])

    // Another client does not learn that there is such a contract.
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await signIn(page, other.email)
    assert.equal((await page.goto(report))!.status(), 404)
  })

  test('§7.6 a correction of a locked line appears in the next month', async ({
    visit,
    browserContext,
    assert,
  }) => {
    const desk = await createMonth()
    const account = await staff(desk, 'account_manager')
    await take(account, desk, 'begin_review', 'approve', 'lock')
    await browserContext.loginAs(account)
    const report = `/contracts/${desk.contract.number}/report`
    const page = await visit(`${report}?month=${lastMonth().month}`)
    await page.getByRole('button', { name: 'How it came about: Work by time' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: 'Correct' }).click()
    await panel.getByLabel('Minutes').or(panel.getByPlaceholder('1:30')).first().fill('0:30')
    await panel.getByLabel('Reason').fill('Half of it was a repeat')
    await panel.getByRole('button', { name: 'Correct' }).click()
    await panel.getByText('waits for a period').waitFor()
    assert.deepEqual(await seriousFaults(page), [])

    // Half an hour at 3,000 goes back, told as of the month it corrects.
    await page.goto(report)
    await page.getByText(new RegExp(`^Correction \\(.*for ${lastMonth().name}`)).waitFor()
    await page
      .getByText(/1,500\.00/)
      .first()
      .waitFor()
    const locked = await BillingPeriod.firstOrFail()
    assert.equal(Number(locked.netMinor), HOUR)
  })
})
