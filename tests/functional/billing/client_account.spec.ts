import { movePeriod } from '#billing/actions/move_period'
import TimeEntry from '#billing/models/time_entry'
import type User from '#directory/models/user'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'

test.group('The account of a client', (group) => {
  let desk: Desk
  let account: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-04-03 10:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    const person = await createPerson({ organisationId: desk.provider.id })
    account = await createUser({ roles: ['account_manager'], person })
  })
  group.each.teardown(letTimeRun)

  const pageOf = async (client: ApiClient, user: User, code = desk.client.code) => {
    const path = `/billing/clients/${encodeURIComponent(code)}`
    return client.get(path).loginAs(user).redirects(0).withInertia()
  }

  async function lockMarch() {
    await logMinutes(desk, '2026-03-02', 60)
    await TimeEntry.query().update({ state: 'approved' })
    const command = { actor: actorOf(account), contractId: desk.contract.id, month: '2026-03' }
    for (const step of ['begin_review', 'approve', 'lock'] as const) {
      await movePeriod.handle({ ...command, step, side: 'provider' })
    }
  }

  test('§7.1 it shows the contracts in force, the open incidents and what was closed', async ({
    client,
    assert,
  }) => {
    await lockMarch()
    await createIncident(desk)
    const { inertiaProps } = await pageOf(client, account)
    assert.deepEqual(inertiaProps.client, { code: desk.client.code, name: desk.client.name })
    assert.deepEqual(
      inertiaProps.list.rows.map(({ number }: { number: string }) => number),
      [desk.contract.number]
    )
    // The incident the work was logged on is open, too.
    assert.deepEqual(inertiaProps.account.desk, { open: 2, breached: 0, withoutContract: 0 })
    assert.containSubset(inertiaProps.account.periods, [
      {
        ...{ contract: desk.contract.number, month: '2026-03', state: 'locked' },
        ...{ netMinor: 300_000, actNumber: `${desk.contract.number}/2026-03` },
      },
    ])
  })

  test('§7.1 another client’s work, contracts and periods are not in it', async ({
    client,
    assert,
  }) => {
    await lockMarch()
    const other = await createOrganisation()
    const { inertiaProps } = await pageOf(client, account, other.code)
    assert.deepEqual(inertiaProps.list.rows, [])
    assert.deepEqual(inertiaProps.account.periods, [])
    assert.deepEqual(inertiaProps.account.desk, { open: 0, breached: 0, withoutContract: 0 })
  })

  test('work outside any contract counts, and the queue finds it by the client’s name', async ({
    client,
    assert,
  }) => {
    const incident = await createIncident(desk)
    await incident.merge({ contractId: null }).save()
    const { inertiaProps } = await pageOf(client, account)
    assert.equal(inertiaProps.account.desk.withoutContract, 1)
    const queue = await client
      .get('/work-without-contract')
      .qs({ q: desk.client.name })
      .loginAs(account)
      .withInertia()
    assert.deepEqual(
      queue.inertiaProps.list.rows.map(({ number }: { number: string }) => number),
      [incident.number]
    )
  })

  test('§9 the client and the agent have no such page, an unknown client is a 404', async ({
    client,
  }) => {
    ;(await pageOf(client, desk.manager)).assertStatus(403)
    ;(await pageOf(client, desk.agent)).assertStatus(403)
    ;(await pageOf(client, account, 'NOBODY')).assertStatus(404)
  })

  test('the page of an organisation leads there, for who answers for it', async ({
    client,
    assert,
  }) => {
    const groupsFor = async (user: User) => {
      const path = `/organisations/${encodeURIComponent(desk.client.code)}`
      const { inertiaProps } = await client.get(path).loginAs(user).withInertia()
      return inertiaProps.related.map(({ titleKey }: { titleKey: string }) => titleKey)
    }
    assert.include(await groupsFor(account), 'billing.client.title')
    assert.notInclude(await groupsFor(desk.agent), 'billing.client.title')
  })
})
