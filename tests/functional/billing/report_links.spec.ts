import { movePeriod } from '#billing/actions/move_period'
import { unlockPeriod } from '#billing/actions/unlock_period'
import BillingPeriod from '#billing/models/billing_period'
import ReportLink from '#billing/models/report_link'
import TimeEntry from '#billing/models/time_entry'
import type { PeriodStep } from '#billing/workflow/period_steps'
import AuditEvent from '#core/models/audit_event'
import type User from '#directory/models/user'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { workOffQueue } from '#tests/helpers/queue'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'

test.group('Links to a report', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    // Signatures are checked by the machine's own clock.
    moveTo(DateTime.now().setZone('Europe/Moscow').toFormat('yyyy-MM-dd HH:mm'))
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    await logMinutes(desk, '2026-03-02', 60)
    await TimeEntry.query().update({ state: 'approved' })
  })
  group.each.teardown(letTimeRun)

  async function lock() {
    for (const step of ['begin_review', 'approve', 'lock'] as PeriodStep[]) {
      await movePeriod.handle({
        ...{ actor: actorOf(desk.agent), contractId: desk.contract.id, month: '2026-03' },
        ...{ step, side: 'provider' },
      })
    }
    return BillingPeriod.firstOrFail()
  }
  const ask = (client: ApiClient, user: User, values: object = {}) =>
    client
      .post(`/contracts/${desk.contract.number}/report/links`)
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .json({ month: '2026-03', format: 'xlsx', language: 'en', days: 7, ...values })
  async function make(client: ApiClient) {
    const response = await ask(client, desk.manager)
    response.assertStatus(201)
    const { pathname, search } = new URL(response.body().url)
    return pathname + search
  }

  test('§7.7 who holds a link gets the file of the locked period without signing in', async ({
    client,
    assert,
  }) => {
    const period = await lock()
    const address = await make(client)
    await workOffQueue()
    const response = await client.get(address)
    response.assertStatus(200)
    assert.include(response.header('content-type'), 'spreadsheetml')
    assert.include(response.header('content-disposition'), '.xlsx')
    const told = await AuditEvent.query()
      .where({ subjectType: 'billing_period', subjectId: period.id })
      .where('action', 'like', 'billing_period.link_%')
      .orderBy('id')
    assert.deepEqual(
      told.map(({ action, actorUserId }) => [action, actorUserId]),
      [
        ['billing_period.link_made', desk.manager.id],
        ['billing_period.link_used', null],
      ]
    )
    assert.equal((await ReportLink.firstOrFail()).uses, 1)
  })

  test('a link that was altered, has expired or was never made leads nowhere', async ({
    client,
    assert,
  }) => {
    await lock()
    const address = await make(client)
    const other = address.replace(/\/report-links\/\d+/, '/report-links/999999')
    for (const wrong of [other, `${address}x`, address.split('?')[0]!]) {
      const response = await client.get(wrong)
      response.assertStatus(404)
    }
    await ReportLink.query().update({ expiresAt: '2026-01-01 00:00:00' })
    const late = await client.get(address)
    late.assertStatus(404)
    assert.equal((await ReportLink.firstOrFail()).uses, 0)
  })

  test('§7.6 unlocking the period ends its links, and locking it again does not wake them', async ({
    client,
    assert,
  }) => {
    const period = await lock()
    const address = await make(client)
    const command = () => ({ contractId: desk.contract.id, month: '2026-03' })
    await unlockPeriod.ask({ ...command(), actor: actorOf(desk.agent) }, 'A wrong rate')
    await workOffQueue()
    await unlockPeriod.confirm({ ...command(), actor: actorOf(desk.colleague) })
    assert.isNotNull((await ReportLink.firstOrFail()).revokedAt)
    ;(await client.get(address)).assertStatus(404)
    await period.refresh()
    for (const step of ['approve', 'lock'] as PeriodStep[]) {
      await movePeriod.handle({
        ...{ actor: actorOf(desk.agent), ...command(), step, side: 'provider' },
      })
    }
    ;(await client.get(address)).assertStatus(404)
  })

  test('only a locked period has links, for those alone who may have its report', async ({
    client,
    assert,
  }) => {
    const open = await ask(client, desk.manager)
    open.assertStatus(422)
    await lock()
    ;(await ask(client, desk.manager, { days: 31 })).assertStatus(422)
    ;(await ask(client, desk.agent)).assertStatus(403)
    const stranger = await createUser({ roles: ['customer_manager'] })
    ;(await ask(client, stranger)).assertStatus(404)
    assert.lengthOf(await ReportLink.all(), 0)
  })
})
