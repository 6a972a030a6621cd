import db from '@adonisjs/lucid/services/db'
import { movePeriod } from '#billing/actions/move_period'
import BillingPeriod from '#billing/models/billing_period'
import BillingRule from '#contracts/models/billing_rule'
import ChargeLine from '#billing/models/charge_line'
import TimeEntry from '#billing/models/time_entry'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import { workOffQueue } from '#tests/helpers/queue'
import BackgroundTask from '#core/models/background_task'
import ContractTerms from '#contracts/models/contract_terms'
import type User from '#directory/models/user'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'

test.group('Pages of billing periods', (group) => {
  let desk: Desk
  let account: User
  let admin: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-04-03 10:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    const person = () => createPerson({ organisationId: desk.provider.id })
    account = await createUser({ roles: ['account_manager'], person: await person() })
    admin = await createUser({ roles: ['administrator'], person: await person() })
  })
  group.each.teardown(letTimeRun)

  const path = () => `/contracts/${desk.contract.number}`
  const pageOf = async (client: ApiClient, user: User, month = '2026-03') => {
    const answer = await client.get(`${path()}/report?month=${month}`).loginAs(user).withInertia()
    return answer.inertiaProps
  }
  const step = (client: ApiClient, user: User, name: string, values: object = {}) =>
    client
      .post(`${path()}/periods/steps`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({ month: '2026-03', step: name, version: 0, ...values })

  async function approvedWork(...minutes: number[]) {
    await logMinutes(desk, '2026-03-02', ...minutes)
    await TimeEntry.query().update({ state: 'approved' })
  }

  async function lockMarch() {
    await approvedWork(60, 30)
    const command = { actor: actorOf(account), contractId: desk.contract.id, month: '2026-03' }
    for (const each of ['begin_review', 'approve', 'lock'] as const) {
      await movePeriod.handle({ ...command, step: each, side: 'provider' })
    }
  }

  test('§7.6 the page says what stands in the way and offers the next step to who may take it', async ({
    client,
    assert,
  }) => {
    await logMinutes(desk, '2026-03-02', 60)
    const forAccount = await pageOf(client, account)
    assert.containSubset(forAccount.standing, {
      ...{ state: 'open', version: 0, steps: ['begin_review'] },
      obstacles: { unapproved: 1, unrated: 0, untaken: 0, isRunning: false, earlierOpen: false },
    })
    const forClient = await pageOf(client, desk.manager)
    assert.deepEqual(forClient.standing.steps, [])
    assert.isNull(forClient.standing.obstacles)
  })

  test('§7.6 a period that waits names the first one to approve, and its entries are listed', async ({
    client,
    assert,
  }) => {
    await logMinutes(desk, '2026-03-02', 60)
    const april = await client.get(`${path()}/report?month=2026-04`).loginAs(account).withInertia()
    assert.equal(april.inertiaProps.standing.firstOpenMonth, '2026-03')
    assert.isNull((await pageOf(client, account)).standing.firstOpenMonth)
    const list = async (query: string) =>
      (await client.get(`/time-approvals?${query}`).loginAs(account).withInertia()).inertiaProps
        .list
    const number = encodeURIComponent(desk.contract.number)
    const hindering = `state=unapproved&contract=${number}&to=2026-03-31`
    // A draft hinders too, though nobody has to approve it yet.
    assert.equal((await list(hindering)).total, 1)
    assert.equal((await list('')).total, 0)
    assert.equal((await list('state=unapproved&contract=other')).total, 0)
    await TimeEntry.query().update({ state: 'approved' })
    assert.equal((await list(hindering)).total, 0)
  })

  test('§7.6 the client’s manager approves what was sent to them, and nothing else', async ({
    client,
    assert,
  }) => {
    await desk.contract.merge({ needsClientApproval: true }).save()
    await approvedWork(60)
    const early = await step(client, desk.manager, 'begin_review')
    early.assertStatus(403)
    for (const each of ['begin_review', 'ask_client']) {
      const { standing } = await pageOf(client, account)
      ;(await step(client, account, each, { version: standing.version })).assertStatus(302)
    }
    const { standing } = await pageOf(client, desk.manager)
    assert.deepEqual(standing.steps, ['approve', 'decline'])
    await step(client, desk.manager, 'approve', { version: standing.version })
    assert.equal((await BillingPeriod.firstOrFail()).state, 'approved')
  })

  test('§7.6 the account manager asks, the administrator unlocks; nobody else may', async ({
    client,
    assert,
  }) => {
    await lockMarch()
    await workOffQueue()
    const { version } = await BillingPeriod.firstOrFail()
    const unlock = (user: User, act: string, seen: number, reason: string | null = null) =>
      client
        .post(`${path()}/periods/unlocking`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .json({ month: '2026-03', act, version: seen, reason })
    for (const user of [desk.manager, desk.agent]) {
      ;(await unlock(user, 'ask', version, 'Why not')).assertStatus(403)
    }
    ;(await unlock(account, 'ask', version, 'An hour is missing')).assertStatus(302)
    const shown = await pageOf(client, admin)
    assert.containSubset(shown.standing.unlock, { canDecide: true, reason: 'An hour is missing' })
    ;(await unlock(admin, 'confirm', version + 1)).assertStatus(302)
    assert.equal((await BillingPeriod.firstOrFail()).state, 'review')
  })

  test('each line is explained down to the minutes, and corrected at its page', async ({
    client,
    assert,
  }) => {
    await lockMarch()
    const explain = () =>
      client
        .get(`${path()}/charges`)
        .qs({ month: '2026-03', position: 0 })
        .loginAs(account)
        .accept('json')
    const told = (await explain()).body()
    assert.equal(told.line.amountMinor, 450_000)
    assert.deepEqual(
      told.parts.map(({ rawMinutes, amountMinor }: Record<string, number>) => [
        rawMinutes,
        amountMinor,
      ]),
      [
        [60, 300_000],
        [30, 150_000],
      ]
    )
    const line = await ChargeLine.firstOrFail()
    const correct = (user: User) =>
      client
        .post(`${path()}/corrections`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .json({ lineId: line.id, deltaMinutes: -30, reason: 'Half an hour was ours' })
    ;(await correct(desk.manager)).assertStatus(403)
    ;(await correct(account)).assertStatus(302)
    const [correction] = (await explain()).body().corrections
    assert.containSubset(correction, { amountMinor: -150_000, isPosted: false })
  })

  test('T2 another client’s periods, lines and corrections are a 404', async ({ client }) => {
    await lockMarch()
    const other = await createDesk()
    const line = await ChargeLine.firstOrFail()
    for (const address of ['periods', 'charges?month=2026-03&position=0', 'report']) {
      const answer = await client.get(`${path()}/${address}`).loginAs(other.manager).accept('json')
      answer.assertStatus(404)
    }
    const foreign = `/contracts/${other.contract.number}/corrections`
    const answer = await client
      .post(foreign)
      .loginAs(account)
      .withCsrfToken()
      .accept('json')
      .json({ lineId: line.id, deltaMinutes: -30, reason: 'Not theirs' })
    answer.assertStatus(404)
  })

  test('§7.6 a month is closed for all contracts at once; what cannot be says why, twice changes nothing', async ({
    client,
    assert,
  }) => {
    await approvedWork(60)
    const other = await createDesk()
    await billBy(other, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    await logMinutes(other, '2026-03-03', 60)
    const close = async () => {
      const answer = await client
        .post('/billing/closings')
        .loginAs(account)
        .withCsrfToken()
        .json({ month: '2026-03', language: 'en' })
      answer.assertStatus(202)
      await workOffQueue()
      return BackgroundTask.findOrFail(answer.body().id)
    }
    assert.equal((await close()).state, 'done')
    const states = async () => {
      const rows = await BillingPeriod.query().orderBy('contractId')
      return rows.map(({ contractId, state, version }) => [contractId, state, version])
    }
    const first = await states()
    assert.deepEqual(first, [
      [desk.contract.id, 'locked', 4],
      [other.contract.id, 'review', 2],
    ])
    await close()
    assert.deepEqual(await states(), first)
  })

  test('§7.2 past periods are counted under other terms, and nothing is written', async ({
    client,
    assert,
  }) => {
    await lockMarch()
    const other = await createDesk()
    await billBy(other, 'fixed_fee', { feeMinor: 400_000, includedMinutes: 60 })
    const { id } = await ContractTerms.findByOrFail('contractId', other.contract.id)
    const address = `${path()}/replay?from=2026-03&to=2026-03&terms=${id}`
    const page = await client.get(address).loginAs(account).withInertia()
    assert.deepEqual(page.inertiaProps.result, {
      periods: [
        {
          ...{ month: '2026-03', beforeMinor: 450_000, afterMinor: 400_000 },
          ...{ used: { used: 90, of: 60 }, uncharged: 0 },
        },
      ],
      ...{ beforeMinor: 450_000, afterMinor: 400_000 },
    })
    assert.equal((await BillingPeriod.firstOrFail()).version, 4)
    ;(await client.get(address).loginAs(desk.manager)).assertStatus(403)
  })

  test('the board shows what is used, what it comes to and what is to be closed', async ({
    client,
    assert,
  }) => {
    const terms = { feeMinor: 6_000_000, includedMinutes: 600 }
    await billBy(desk, 'fixed_fee', terms)
    moveTo('2026-04-20 10:00')
    await logMinutes(desk, '2026-04-02', 500)
    const page = await client.get('/billing').loginAs(account).withInertia()
    assert.containSubset(page.inertiaProps.list.rows, [
      {
        ...{ number: desk.contract.number, netMinor: 6_000_000, forecastMinor: 6_000_000 },
        usages: [{ kind: 'fixed_fee', used: 500, of: 600, level: 'near' }],
        toClose: { month: '2026-03', state: 'open', hindered: 0 },
        unapproved: 1,
      },
    ])
    await BillingRule.query().update({ nameRu: 'Поддержка', nameEn: 'Support' })
    const named = await client.get('/billing').loginAs(account).withInertia()
    assert.containSubset(named.inertiaProps.list.rows, [
      { usages: [{ name: { ru: 'Поддержка', en: 'Support' } }] },
    ])
    ;(await client.get('/billing').loginAs(desk.manager)).assertStatus(403)
  })

  test('§7.5 the board’s margin takes what the work cost off what is charged', async ({
    client,
    assert,
  }) => {
    const [roleId] = await db.table('work_roles').insert({
      ...{ code: 'engineer', label_ru: 'Инженер', label_en: 'Engineer', position: 1 },
      ...{ cost_per_hour_minor: 100_000, cost_currency: 'RUB' },
    })
    await db
      .table('person_work_roles')
      .insert({ person_id: desk.agent.personId, work_role_id: roleId })
    moveTo('2026-04-20 10:00')
    await logMinutes(desk, '2026-04-02', 60, 30)
    const page = await client.get('/billing').loginAs(account).withInertia()
    assert.containSubset(page.inertiaProps.list.rows, [
      { number: desk.contract.number, netMinor: 450_000, marginMinor: 300_000 },
    ])
  })
})
