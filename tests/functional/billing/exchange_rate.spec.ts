import { movePeriod } from '#billing/actions/move_period'
import { unlockPeriod } from '#billing/actions/unlock_period'
import BillingPeriod from '#billing/models/billing_period'
import TimeEntry from '#billing/models/time_entry'
import { contractReport } from '#billing/queries/contract_report'
import { reportDocument } from '#billing/documents/report_document'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { createAccountManager, historyOf } from '#tests/helpers/contracts'
import { documentTexts } from '#core/documents/document_texts'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { workOffQueue } from '#tests/helpers/queue'
import { createUser } from '#tests/helpers/people'
import type User from '#directory/models/user'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const EXCHANGE = { currency: 'RUB', rate: '98,7654', date: '2026-03-31', source: 'Bank of Russia' }

test.group('A period in another currency', (group) => {
  let desk: Desk
  let manager: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-04-03 10:00')
    desk = await createDesk()
    const foreign = { startsOn: '2026-03-01', currency: 'EUR', vatProfile: 'none' as const }
    await billBy(desk, 'tm', { ratePerHourMinor: 9_500 }, foreign)
    manager = await createAccountManager(desk)
    await logMinutes(desk, '2026-03-02', 435)
    await TimeEntry.query().update({ state: 'approved' })
    const command = { actor: actorOf(manager), contractId: desk.contract.id, month: '2026-03' }
    for (const step of ['begin_review', 'approve'] as const) {
      await movePeriod.handle({ ...command, step, side: 'provider' })
    }
  })
  group.each.teardown(letTimeRun)

  async function lock(client: ApiClient, exchange: object | null) {
    const { version } = await BillingPeriod.firstOrFail()
    return client
      .post(`/contracts/${desk.contract.number}/periods/steps`)
      .loginAs(manager)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .json({ month: '2026-03', step: 'lock', version, exchange })
  }
  const report = () => contractReport(desk.contract.id, '2026-03')

  test('BT-10a the total is converted once, by the rate of the act, and documents say so', async ({
    client,
    assert,
  }) => {
    assert.isNull((await report()).equivalent)
    ;(await lock(client, EXCHANGE)).assertStatus(302)
    const locked = await report()
    assert.equal(locked.totals.grossMinor, 68_875)
    assert.deepEqual(locked.equivalent, { ...EXCHANGE, rate: '98.7654', grossMinor: 6_802_467 })
    const texts = documentTexts('ru', 'Europe/Moscow')
    const [summary] = reportDocument(locked, texts, { preparedBy: null, look: null }).sections
    assert.include(
      summary!.notes!.join(' ').replaceAll(/\s/g, ' '),
      'Справочно: 68 024,67 RUB по курсу 98,7654 RUB за 1 EUR на 31.03.2026 (Bank of Russia).'
    )
    const row = await BillingPeriod.firstOrFail()
    const [event] = (await historyOf('billing_period', row.id)).slice(-1)
    assert.deepInclude(event!.changes, { field: 'exchangeRate', before: null, after: '98.7654' })
  })

  test('§7.6 the rate stands as the act does; unlocking takes it back', async ({
    client,
    assert,
  }) => {
    ;(await lock(client, EXCHANGE)).assertStatus(302)
    await workOffQueue()
    const { version } = await BillingPeriod.firstOrFail()
    const of = { contractId: desk.contract.id, month: '2026-03' }
    const admin = await createUser({ roles: ['administrator'] })
    await unlockPeriod.ask({ ...of, actor: actorOf(manager), version }, 'Another rate')
    await unlockPeriod.confirm({ ...of, actor: actorOf(admin), version: version + 1 })
    assert.isNull((await report()).equivalent)
  })

  test('without a rate there is no equivalent', async ({ client, assert }) => {
    ;(await lock(client, null)).assertStatus(302)
    assert.isNull((await report()).equivalent)
  })

  test('{field} is refused with a word at the field, and nothing is locked')
    .with([
      { field: 'exchange.rate', values: { rate: '0' } },
      { field: 'exchange.rate', values: { rate: '0,000' } },
      { field: 'exchange.rate', values: { rate: '-98' } },
      { field: 'exchange.rate', values: { rate: '1e3' } },
      { field: 'exchange.rate', values: { rate: 'NaN' } },
      { field: 'exchange.rate', values: { rate: '1000000000' } },
      { field: 'exchange.rate', values: { rate: '98.123456789' } },
      { field: 'exchange.currency', values: { currency: 'EUR' } },
      { field: 'exchange.currency', values: { currency: 'XXX' } },
      { field: 'exchange.date', values: { date: '2026-02-30' } },
      { field: 'exchange.source', values: { source: ' ' } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const answer = await lock(client, { ...EXCHANGE, ...values })
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
      assert.equal((await BillingPeriod.firstOrFail()).state, 'approved')
    })
})
