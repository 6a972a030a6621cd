import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

test.group('Contracts', (group) => {
  group.each.setup(wrapInTransaction)

  test('T1 a client lists and counts the own contracts only', async ({ client, assert }) => {
    const own = await createDesk()
    await createDesk()
    const page = await client.get('/contracts').loginAs(own.manager).withInertia()
    assert.deepEqual(
      page.inertiaProps.list.rows.map((row: { number: string }) => row.number),
      [own.contract.number]
    )
    assert.equal(page.inertiaProps.list.total, 1)
  })

  test("T2 another client's contract is a 404, an end user has none", async ({ client }) => {
    const own = await createDesk()
    const other = await createDesk()
    const foreign = await client.get(`/contracts/${other.contract.number}`).loginAs(own.manager)
    foreign.assertStatus(404)
    for (const path of ['/contracts', `/contracts/${own.contract.number}`]) {
      const answer = await client.get(path).loginAs(own.requester)
      answer.assertStatus(403)
    }
  })

  test('prices leave the server only for those who may see them', async ({ client, assert }) => {
    const { contract, agent, manager } = await createDesk()
    const path = `/contracts/${contract.number}`
    const forAgent = await client.get(path).loginAs(agent).withInertia()
    assert.isNull(forAgent.inertiaProps.contract.terms.rateCard)
    assert.notInclude(JSON.stringify(forAgent.inertiaProps), 'Minor')
    const forManager = await client.get(path).loginAs(manager).withInertia()
    assert.equal(forManager.inertiaProps.contract.terms.rateCard.rates.usualMinor, 300_000)
  })

  test('the report is offered to those who may have it', async ({ client, assert }) => {
    const { contract, client: customer, agent, manager } = await createDesk()
    const account = await createUser({ roles: ['account_manager'], assignedTo: customer })
    const path = `/contracts/${contract.number}`
    for (const [visitor, expected] of [
      [agent, false],
      [manager, true],
      [account, true],
    ] as const) {
      const page = await client.get(path).loginAs(visitor).withInertia()
      assert.equal(page.inertiaProps.canReport, expected)
    }
  })

  test('the list filters by state and sorts by client', async ({ client, assert }) => {
    const first = await createDesk()
    const second = await createDesk()
    await first.client.merge({ name: 'Zeta' }).save()
    await second.client.merge({ name: 'Alpha' }).save()
    const auditor = await createUser({ roles: ['auditor'] })
    const numbers = async (query: object) => {
      const page = await client.get('/contracts').qs(query).loginAs(auditor).withInertia()
      return page.inertiaProps.list.rows.map((row: { number: string }) => row.number)
    }
    assert.deepEqual(await numbers({ sort: 'organisation' }), [
      second.contract.number,
      first.contract.number,
    ])
    await first.contract.merge({ state: 'terminated' }).save()
    assert.deepEqual(await numbers({ state: 'active' }), [second.contract.number])
    assert.lengthOf(await numbers({ state: 'nonsense', page: 'x' }), 2)
  })
})
