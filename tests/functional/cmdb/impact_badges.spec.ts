import UnauthorisedChange from '#cmdb/models/unauthorised_change'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { ImpactView } from '#cmdb/queries/impact_view'
import { clock } from '#core/clock'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident, createService } from '#tests/helpers/desk'
import { createOutage } from '#tests/helpers/outages'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'

type User = Awaited<ReturnType<typeof createUser>>

/** A host, a machine on it and the item that stands for a service. */
async function hall() {
  const organisation = await createOrganisation()
  const user = await createUser({ roles: ['auditor'] })
  const service = await createService()
  const item = (name: string, classCode: string, more: object = {}) =>
    createConfigurationItem({ organisationId: organisation.id, name, classCode, ...more })
  const host = await item('Host', 'hypervisor')
  const machine = await item('VM', 'virtual_machine')
  const shop = await item('Shop', 'business_service', { serviceId: service.id })
  await relate(machine, host)
  await relate(shop, machine)
  return { organisation, user, service, host, machine, shop }
}

function suspect({ id: itemId, organisationId }: ConfigurationItem) {
  const now = clock.now()
  return UnauthorisedChange.create({
    ...{ itemId, organisationId, field: 'name', openKey: `${itemId}:name`, state: 'open' },
    change: { field: 'name', before: 'a', after: 'b' },
    ...{ firstEventId: 1, lastEventId: 1, times: 1, firstAt: now, lastAt: now, version: 1 },
    ...{ channel: 'import', actorLabel: 'Scanner' },
  })
}

const viewer =
  (client: ApiClient, user: User, origin: ConfigurationItem) =>
  async (query = '') => {
    const address = `/configuration-items/${origin.number}/impact.json?${query}`
    return (await client.get(address).loginAs(user)).body() as ImpactView
  }

/** What is marked on each item by name: `key tone count`, the gravest first. */
function marks({ nodes }: ImpactView) {
  return Object.fromEntries(
    nodes
      .filter(({ badges }) => badges.length > 0)
      .map(({ name, badges }) => [
        name,
        badges.map(({ key, tone, count }) => `${key} ${tone} ${count}`),
      ])
  )
}

test.group('Marks on the items of the graph', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-12 an item shows open incidents, outages of its service and changes without cover', async ({
    client,
    assert,
  }) => {
    const { user, service, host, machine, shop } = await hall()
    const view = viewer(client, user, host)
    assert.deepEqual(marks(await view()), {})

    await createIncident(await createDesk(), { ciIds: [machine.id] })
    await createOutage(service)
    await createOutage(service, { from: '2099-01-01 10:00', kind: 'planned' })
    await suspect(shop)
    const answer = await view()
    assert.deepEqual(marks(answer), {
      VM: ['incidents warning 1'],
      Shop: ['outages error 2', 'unauthorised warning 1'],
    })
    assert.deepEqual(answer.chips.marks, ['incidents', 'outages', 'unauthorised'])
    const [outage] = answer.nodes.find(({ name }) => name === 'Shop')!.badges
    assert.equal(outage!.rows[0]!.href, `/outages?service=${service.code}`)
    assert.isNotNull(outage!.rows[0]!.at)
  })

  test('CFG-12 only what is marked is shown, hanging on what is left', async ({
    client,
    assert,
  }) => {
    const { user, service, host } = await hall()
    await createOutage(service, { from: '2099-01-01 10:00', kind: 'planned' })
    const answer = await viewer(client, user, host)('marks=outages,unauthorised,nonsense')
    assert.deepEqual(answer.picture.marks, ['outages', 'unauthorised'])
    assert.deepEqual(marks(answer), { Shop: ['outages info 1'] })
    assert.sameMembers(
      answer.nodes.map(({ name }) => name),
      ['Host', 'Shop']
    )
    // The machine, and the node of the service itself.
    assert.equal(answer.filteredOut, 2)
    assert.lengthOf(answer.edges, 1)
  })

  test('T2 an outage of other clients marks nothing, nor one that the reader may not see', async ({
    client,
    assert,
  }) => {
    const { user, service, host, organisation } = await hall()
    const elsewhere = await createOrganisation()
    await createOutage(service, { organisations: [elsewhere] })
    assert.deepEqual(marks(await viewer(client, user, host)()), {})
    await createOutage(service, { organisations: [organisation] })
    assert.deepEqual(marks(await viewer(client, user, host)()), { Shop: ['outages error 1'] })
    const other = await createUser({ roles: ['configuration_manager'], assignedTo: elsewhere })
    assert.deepEqual(marks(await viewer(client, other, host)()), {})
  })
})
