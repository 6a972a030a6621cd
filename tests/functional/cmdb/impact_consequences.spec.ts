import type { Consequence } from '#cmdb/queries/impact_consequences'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident } from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { DateTime, Settings } from 'luxon'
import { test } from '@japa/runner'

type User = Awaited<ReturnType<typeof createUser>>

/** A switch that a client's machine hangs on, which delivers the service of the client's contract. */
async function hall() {
  const desk = await createDesk()
  const owner = await createOrganisation()
  const shared = await createConfigurationItem({ organisationId: owner.id, classCode: 'switch' })
  const vm = await createConfigurationItem({ organisationId: desk.client.id, name: 'Client VM' })
  const twin = await createConfigurationItem({
    ...{ organisationId: desk.provider.id, classCode: 'technical_service' },
    serviceId: desk.service.id,
  })
  await relate(vm, shared)
  await relate(twin, vm)
  return { desk, owner, shared, vm }
}

async function consequences(client: ApiClient, user: User, number: string) {
  const answer = await client
    .get(`/configuration-items/${number}/impact/consequences.json`)
    .loginAs(user)
  answer.assertStatus(200)
  const told = answer.body() as Consequence[]
  return { text: answer.text(), of: (key: string) => told.find((each) => each.key === key) }
}

test.group('What an impact means for clients, contracts and promises', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(() => {
    Settings.now = () => Date.now()
  })

  test('CFG-10 who may see all is told them by name, a stranger how many', async ({
    client,
    assert,
  }) => {
    const { desk, owner, shared, vm } = await hall()
    const { number, title } = await createIncident(desk, { ciIds: [vm.id] })
    const auditor = await createUser({ roles: ['auditor'] })
    const all = await consequences(client, auditor, shared.number)
    assert.containsSubset(all.of('clients'), { hidden: 0, rows: [{ label: 'Client' }] })
    assert.containsSubset(all.of('contracts'), { total: 1, hidden: 0, minutes: { value: 480 } })
    assert.containsSubset(all.of('open_tickets'), { total: 1, hidden: 0 })
    assert.include(all.of('open_tickets')!.rows[0]!.label, number)

    const stranger = await createUser({ roles: ['agent_l2'], assignedTo: owner })
    const counts = await consequences(client, stranger, shared.number)
    for (const key of ['contracts', 'open_tickets']) {
      assert.containsSubset(counts.of(key), { total: 1, hidden: 1, rows: [] })
    }
    const { total, hidden, rows } = counts.of('clients')!
    assert.equal(total - hidden, rows.length)
    for (const secret of [number, title, desk.contract.number, 'Client VM']) {
      assert.notInclude(counts.text, secret)
    }
  })

  test('CFG-10 the tickets that are due first are listed, however many there are', async ({
    client,
    assert,
  }) => {
    const { desk, shared, vm } = await hall()
    const start = DateTime.utc(2026, 3, 2, 9)
    const numbers: string[] = []
    for (let at = 0; at < 7; at++) {
      // The later they are registered, the earlier they are due.
      Settings.now = () => start.minus({ weeks: at }).toMillis()
      numbers.push((await createIncident(desk, { ciIds: [vm.id] })).number)
    }
    Settings.now = () => start.plus({ hours: 1 }).toMillis()
    const auditor = await createUser({ roles: ['auditor'] })
    const open = (await consequences(client, auditor, shared.number)).of('open_tickets')!
    assert.equal(open.total, 7)
    assert.deepEqual(
      open.rows.map(({ label }) => label.split(' ')[0]),
      numbers.toReversed().slice(0, 5)
    )
    assert.isBelow(open.minutes!.value, 0)
  })

  test('CFG-07 on a day before the item existed the answer says so', async ({ client, assert }) => {
    const { shared } = await hall()
    const auditor = await createUser({ roles: ['auditor'] })
    const existed = async (query: string) =>
      (
        await client
          .get(`/configuration-items/${shared.number}/impact.json?${query}`)
          .loginAs(auditor)
      ).body().counts.existed
    assert.isTrue(await existed(''))
    assert.isFalse(await existed('asOf=2020-01-01'))
  })
})
