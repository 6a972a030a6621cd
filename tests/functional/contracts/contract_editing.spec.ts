import Contract from '#contracts/models/contract'
import ContractTerms from '#contracts/models/contract_terms'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import {
  approveMonth,
  contractInput,
  createAccountManager,
  historyOf,
} from '#tests/helpers/contracts'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { createContract, createDesk, createService, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOrganisation } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import type User from '#directory/models/user'
import { test } from '@japa/runner'

const send = (client: ApiClient, user: User, method: 'post' | 'put', path: string, input: object) =>
  client[method](path).loginAs(user).withCsrfToken().json(input).accept('json').redirects(0)

test.group('Editing contracts', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('§7.1 a contract is made as a draft with what it covers, and its history', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const item = await createConfigurationItem({ organisationId: desk.client.id })
    const manager = await createAccountManager(desk)
    const input = contractInput(desk, { number: 'NEW/1', ciIds: [item.id] })
    const answer = await send(client, manager, 'post', '/contracts', input)
    assert.equal(answer.header('location'), '/contracts/NEW%2F1')
    const made = await Contract.query()
      .where('number', 'NEW/1')
      .preload('services')
      .preload('items')
      .firstOrFail()
    assert.equal(made.state, 'draft')
    assert.deepEqual([made.services[0]!.id, made.items[0]!.id], [desk.service.id, item.id])
    const [event] = await historyOf('contract', made.id)
    assert.deepEqual([event!.action, event!.actorId], ['contract.created', manager.id])
    const told = (field: string) => event!.changes.find((change) => change.field === field)!.after
    assert.deepEqual(told('items'), [item.number])
    assert.property(told('clientSignatory'), 'personal')
  })

  test('§7.1 {field} is refused with a message on the very place')
    .with([
      { field: 'endsOn', values: { endsOn: '2019-12-31' } },
      { field: 'anchorDay', values: { anchorDay: 29 } },
      { field: 'anchorDay', values: { anchorDay: 0 } },
      { field: 'startsOn', values: { startsOn: '2026-02-30' } },
      { field: 'timeZone', values: { timeZone: 'Mars/Base' } },
      { field: 'currency', values: { currency: 'XXX' } },
      { field: 'agreementId', values: { agreementId: 999_999 } },
      { field: 'organisationId', values: { organisationId: 999_999 } },
      { field: 'serviceIds', values: { serviceIds: [999_999] } },
      { field: 'ciIds', values: { ciIds: [999_999] } },
      { field: 'renewalMonths', values: { renewal: 'automatic', renewalMonths: null } },
      { field: 'number', values: { number: 'new' } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const desk = await createDesk()
      const manager = await createAccountManager(desk)
      const input = contractInput(desk, { number: 'NEW-1', ...values })
      const answer = await send(client, manager, 'post', '/contracts', input)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
      assert.notMatch(answer.body().errors[0].message, /contracts\.|undefined|\{\{/)
      assert.isNull(await Contract.findBy('number', 'NEW-1'))
    })

  test('T2 neither the client nor the items of others can be named', async ({ client, assert }) => {
    const desk = await createDesk()
    const other = await createDesk()
    const foreign = await createConfigurationItem({ organisationId: other.client.id })
    const manager = await createAccountManager(desk)
    for (const [field, values] of [
      ['organisationId', { organisationId: other.client.id }],
      ['ciIds', { ciIds: [foreign.id] }],
      ['providerOrganisationId', { providerOrganisationId: other.client.id }],
    ] as const) {
      const input = contractInput(desk, { number: 'NEW-1', ...values })
      const answer = await send(client, manager, 'post', '/contracts', input)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
    const path = `/contracts/${other.contract.number}`
    const edit = await send(client, manager, 'put', path, { ...contractInput(other), version: 1 })
    edit.assertStatus(404)
    const look = await client.get(`${path}/edit`).loginAs(manager)
    look.assertStatus(404)
    const step = await send(client, manager, 'post', `${path}/steps`, {
      ...{ step: 'suspend', version: 1, reason: 'They do not pay' },
    })
    step.assertStatus(404)
  })

  test('G-15 a change prepared on an older version is refused', async ({ client, assert }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    const path = `/contracts/${desk.contract.number}`
    const input = { ...contractInput(desk, { name: 'One' }), version: 1 }
    const first = await send(client, manager, 'put', path, input)
    first.assertStatus(302)
    const second = await send(client, manager, 'put', path, { ...input, name: 'Other' })
    second.assertStatus(409)
    assert.equal((await Contract.findOrFail(desk.contract.id)).name, 'One')
  })

  test('§7.1 two active contracts never take the same service on the same day', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    const second = await createContract({
      ...{ client: desk.client, provider: desk.provider, agreement: desk.agreement },
      ...{ service: desk.service, values: { state: 'draft', startsOn: '2026-01-01' } },
    })
    const activate = () =>
      send(client, manager, 'post', `/contracts/${second.number}/steps`, {
        ...{ step: 'activate', version: second.version },
      })
    const refused = await activate()
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'serviceIds')
    assert.include(refused.body().errors[0].message, desk.contract.number)
    await desk.contract.merge({ endsOn: '2025-12-31' }).save()
    const taken = await activate()
    taken.assertStatus(302)
    const back = { ...contractInput(desk, { endsOn: '2026-01-01' }), version: 1 }
    const overlap = await send(client, manager, 'put', `/contracts/${desk.contract.number}`, back)
    overlap.assertStatus(422)
    const other = await createService()
    const apart = { ...back, serviceIds: [other.id] }
    const fine = await send(client, manager, 'put', `/contracts/${desk.contract.number}`, apart)
    fine.assertStatus(302)
  })

  test('§7.6 what approved periods were charged by stays: {field}')
    .with([
      { field: 'currency', values: { currency: 'EUR' } },
      { field: 'billingCycle', values: { billingCycle: 'quarter' } },
      { field: 'anchorDay', values: { anchorDay: 5 } },
      { field: 'startsOn', values: { startsOn: '2020-02-01' } },
      { field: 'endsOn', values: { endsOn: '2026-02-15' } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const desk = await createDesk()
      await approveMonth(desk.contract, '2026-02')
      const manager = await createAccountManager(desk)
      const input = { ...contractInput(desk, values), version: 1 }
      const path = `/contracts/${desk.contract.number}`
      const answer = await send(client, manager, 'put', path, input)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
      const later = { ...contractInput(desk, { endsOn: '2026-02-28' }), version: 1 }
      const fine = await send(client, manager, 'put', path, later)
      fine.assertStatus(302)
    })

  test('§2.8 a contract lives from draft to its end, with reasons', async ({ client, assert }) => {
    moveTo('2026-03-10 12:00')
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    await desk.contract.merge({ state: 'draft' }).save()
    const { id } = desk.contract
    const step = async (values: object) => {
      const { number, version } = await Contract.findOrFail(id)
      return send(client, manager, 'post', `/contracts/${number}/steps`, { version, ...values })
    }
    const stateOf = async () => (await Contract.findOrFail(id)).state
    await step({ step: 'activate' })
    assert.equal(await stateOf(), 'active')
    const silent = await step({ step: 'suspend' })
    silent.assertStatus(422)
    await step({ step: 'suspend', reason: 'They do not pay' })
    assert.equal(await stateOf(), 'suspended')
    await step({ step: 'resume' })
    const early = await step({ step: 'expire' })
    assert.equal(early.body().errors[0].field, 'step')
    const future = await step({ step: 'terminate', reason: 'Moved away', endsOn: '2026-03-11' })
    assert.equal(future.body().errors[0].field, 'endsOn')
    await step({ step: 'terminate', reason: 'Moved away', endsOn: '2026-03-09' })
    const ended = await Contract.findOrFail(id)
    assert.deepEqual([ended.state, ended.endsOn], ['terminated', '2026-03-09'])
    const again = await step({ step: 'activate' })
    again.assertStatus(422)
    const input = { ...contractInput(desk), version: ended.version }
    const edit = await send(client, manager, 'put', `/contracts/${ended.number}`, input)
    edit.assertStatus(422)
    const events = await historyOf('contract', id)
    assert.deepEqual(
      events.map(({ action, reason }) => [action, reason]),
      [
        ['contract.activated', null],
        ['contract.suspended', 'They do not pay'],
        ['contract.resumed', null],
        ['contract.terminated', 'Moved away'],
      ]
    )
  })

  test('§2.8 a contract expires only when its last day is over', async ({ client, assert }) => {
    moveTo('2026-03-10 12:00')
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    const expire = () =>
      send(client, manager, 'post', `/contracts/${desk.contract.number}/steps`, {
        ...{ step: 'expire', version: 1 },
      })
    await desk.contract.merge({ endsOn: '2026-03-10' }).save()
    const today = await expire()
    today.assertStatus(422)
    await desk.contract.merge({ endsOn: '2026-03-09' }).save()
    await expire()
    assert.equal((await Contract.findOrFail(desk.contract.id)).state, 'expired')
  })

  test('§7.1 a draft without terms is not put in force', async ({ client, assert }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    await desk.contract.merge({ state: 'draft' }).save()
    await ContractTerms.query().where('contractId', desk.contract.id).delete()
    const answer = await send(client, manager, 'post', `/contracts/${desk.contract.number}/steps`, {
      ...{ step: 'activate', version: 1 },
    })
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].field, 'step')
    const page = await client
      .get(`/contracts/${desk.contract.number}`)
      .loginAs(manager)
      .withInertia()
    assert.isNull(page.inertiaProps.contract.terms)
    assert.deepEqual(page.inertiaProps.steps, ['activate'])
  })

  test('who only reads contracts gets neither form nor steps', async ({ client, assert }) => {
    const desk = await createDesk()
    await createOrganisation()
    const page = await client
      .get(`/contracts/${desk.contract.number}`)
      .loginAs(desk.agent)
      .withInertia()
    assert.isFalse(page.inertiaProps.canEdit)
    assert.isNull(page.inertiaProps.versions)
    for (const path of ['/contracts/new', `/contracts/${desk.contract.number}/edit`]) {
      const answer = await client.get(path).loginAs(desk.agent)
      answer.assertStatus(403)
    }
  })
})

test.group('Saving a contract in a transaction of its own', (group) => {
  // Inside another one nothing is read beside it, and what waits for itself would not be seen.
  group.each.setup(emptyDatabase)
  group.each.teardown(emptyDatabase)

  test('§7.1 a contract that covers items by name is saved', async ({ client, assert }) => {
    const desk = await createDesk()
    const item = await createConfigurationItem({ organisationId: desk.client.id })
    const manager = await createAccountManager(desk)
    const input = contractInput(desk, { number: 'NEW/2', ciIds: [item.id] })
    ;(await send(client, manager, 'post', '/contracts', input)).assertStatus(302)
    const made = await Contract.query().where('number', 'NEW/2').preload('items').firstOrFail()
    assert.deepEqual(
      made.items.map(({ id }) => id),
      [item.id]
    )
  })
})
