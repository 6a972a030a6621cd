import { unrelateConfigurationItems } from '#cmdb/actions/unrelate_configuration_items'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { Consequence } from '#cmdb/queries/impact_consequences'
import type { ImpactExplanation } from '#cmdb/queries/impact_explanation'
import type { ImpactList } from '#cmdb/queries/impact_list'
import { SYSTEM_ACTOR } from '#core/actor'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident } from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

type User = Awaited<ReturnType<typeof createUser>>

async function hall() {
  const { id: organisationId } = await createOrganisation()
  const user = await createUser({ roles: ['configuration_manager'] })
  const item = (name: string, classCode = 'virtual_machine') =>
    createConfigurationItem({ organisationId, name, classCode })
  return { user, item }
}

/** Names of what is down and of what is degraded, what fails first included. */
async function outcome(client: ApiClient, user: User, origin: ConfigurationItem, query = '') {
  const answer = await client
    .get(`/configuration-items/${origin.number}/impact.json?full=1&${query}`)
    .loginAs(user)
  answer.assertStatus(200)
  const { rows, hidden } = answer.body() as ImpactList
  const named = (state: string) =>
    rows.flatMap(([, name, , , its]) => (its === state ? [name] : [])).sort()
  return { down: named('d'), degraded: named('g'), hidden }
}

test.group('What an impact must answer, as the peers are asked', (group) => {
  group.each.setup(wrapInTransaction)

  test('(a) CFG-10 one of two power feeds leaves a server up, both take it down', async ({
    client,
    assert,
  }) => {
    const { user, item } = await hall()
    const [one, two] = [await item('PDU A', 'pdu'), await item('PDU B', 'pdu')]
    const server = await item('Server', 'physical_server')
    for (const feed of [one, two]) await relate(server, feed, { typeCode: 'powered_by' })

    const first = await outcome(client, user, one)
    assert.containsSubset(first, { down: ['PDU A'], degraded: ['Server'] })
    const both = await outcome(client, user, one, `also=${two.number}`)
    assert.containsSubset(both, { down: ['PDU A', 'PDU B', 'Server'], degraded: [] })
  })

  test('(b) CFG-10 a farm that needs two of three hypervisors, and the machines on it', async ({
    client,
    assert,
  }) => {
    const { user, item } = await hall()
    const farm = await item('Farm', 'compute_cluster')
    const nodes = [await item('H1', 'hypervisor'), await item('H2', 'hypervisor')]
    nodes.push(await item('H3', 'hypervisor'))
    const members = { key: 'nodes', rule: 'at_least' as const, value: 2 }
    for (const node of nodes) await relate(node, farm, { typeCode: 'member_of', group: members })
    for (const name of ['VM 1', 'VM 2']) await relate(await item(name), farm, RUNS_ON)

    const first = await outcome(client, user, nodes[0]!)
    assert.containsSubset(first, { down: ['H1'], degraded: ['Farm', 'VM 1', 'VM 2'] })
    const second = await outcome(client, user, nodes[0]!, `also=${nodes[2]!.number}`)
    assert.deepEqual(second.down, ['Farm', 'H1', 'H3', 'VM 1', 'VM 2'])
  })

  test('(c) CFG-10 half of an odd number is rounded up: of three, the second loss counts', async ({
    client,
    assert,
  }) => {
    const { user, item } = await hall()
    const app = await item('App', 'application_instance')
    const half = { key: 'half', rule: 'percent' as const, value: 50 }
    const nodes = [await item('N1'), await item('N2'), await item('N3')]
    for (const node of nodes) await relate(app, node, { group: half })

    assert.deepEqual((await outcome(client, user, nodes[0]!)).down, ['N1'])
    const two = await outcome(client, user, nodes[0]!, `also=${nodes[1]!.number}`)
    assert.deepEqual(two.down, ['App', 'N1', 'N2'])
  })

  test('(d) CFG-10 nothing behind a spared item is reached, unless by another way', async ({
    client,
    assert,
  }) => {
    const { user, item } = await hall()
    const [switch1, host] = [await item('Switch', 'switch'), await item('Host', 'hypervisor')]
    const [behind, beside] = [await item('Behind'), await item('Beside')]
    await relate(host, switch1)
    await relate(behind, host)
    await relate(beside, host)
    await relate(beside, switch1)

    const all = await outcome(client, user, switch1)
    assert.deepEqual(all.down, ['Behind', 'Beside', 'Host', 'Switch'])
    const spared = await outcome(client, user, switch1, `spared=${host.number}`)
    assert.containsSubset(spared, { down: ['Beside', 'Switch'], degraded: [] })
    assert.notInclude(spared.down, 'Behind')
  })

  test('(e) CFG-10 an outage planned on the sibling is told as the other cause', async ({
    client,
    assert,
  }) => {
    const { user, item } = await hall()
    const farm = await item('Farm', 'compute_cluster')
    const [broken, planned] = [
      await item('Broken', 'hypervisor'),
      await item('Planned', 'hypervisor'),
    ]
    for (const node of [broken, planned]) await relate(node, farm, { typeCode: 'member_of' })

    assert.deepEqual((await outcome(client, user, broken)).down, ['Broken'])
    const query = `also=${planned.number}&mode=planned`
    assert.include((await outcome(client, user, broken, query)).down, 'Farm')
    const why = await client
      .get(`/configuration-items/${broken.number}/impact/explanation.json`)
      .qs({ also: planned.number, item: farm.number })
      .loginAs(user)
    const [members] = (why.body() as ImpactExplanation).groups
    assert.sameMembers(
      members!.lost.map(({ name }) => name),
      ['Broken', 'Planned']
    )
  })

  test('(f) who is left out of an impact stays out when it is computed again', async ({
    client,
    assert,
  }) => {
    const { user, item } = await hall()
    const [vm, app] = [await item('VM'), await item('App', 'application_instance')]
    const [anna, boris] = [await item('Anna', 'person_role'), await item('Boris', 'person_role')]
    const relation = await relate(app, vm)
    for (const person of [anna, boris]) await relate(app, person, { typeCode: 'used_by_person' })
    await createIncident(await createDesk(), { ciIds: [vm.id] })
    const path = `/configuration-items/${vm.number}/impact`
    const view = await client
      .post(`${path}-views`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({
        ...{ name: 'Without Boris', teamId: null, address: `spared=${boris.number}` },
        ...{ positions: [], knownNodes: [] },
      })
    view.assertStatus(302)
    const told = async () => {
      const { address } = await db.from('impact_views').firstOrFail()
      const answer = await client.get(`${path}/consequences.json?${address}`).loginAs(user)
      const people = (answer.body() as Consequence[]).find(({ key }) => key === 'people')
      return { total: people?.total ?? 0, names: people?.rows.map(({ label }) => label) ?? [] }
    }
    assert.deepEqual(await told(), { total: 1, names: ['Anna'] })

    await unrelateConfigurationItems.handle({ actor: SYSTEM_ACTOR, relationId: relation.id })
    assert.deepEqual(await told(), { total: 0, names: [] })
    const other = await item('Other way', 'application_instance')
    await relate(other, vm)
    for (const person of [boris, anna]) await relate(other, person, { typeCode: 'used_by_person' })
    assert.deepEqual(await told(), { total: 1, names: ['Anna'] })
    const all = await client.get(`${path}/consequences.json`).loginAs(user)
    assert.equal((all.body() as Consequence[]).find(({ key }) => key === 'people')!.total, 2)
  })

  test('(g) what a ticket names by hand stays, what is computed follows the graph', async ({
    client,
    assert,
  }) => {
    const { user, item } = await hall()
    const [vm, app] = [await item('VM'), await item('App', 'application_instance')]
    const relation = await relate(app, vm)
    const ticket = await createIncident(await createDesk(), { ciIds: [vm.id] })
    assert.deepEqual((await outcome(client, user, vm)).down, ['App', 'VM'])

    await unrelateConfigurationItems.handle({ actor: SYSTEM_ACTOR, relationId: relation.id })
    assert.deepEqual((await outcome(client, user, vm)).down, ['VM'])
    const links = await db.from('ticket_configuration_items').where('ticket_id', ticket.id)
    assert.deepEqual(
      links.map(({ ci_id: id }) => id),
      [vm.id]
    )
  })

  test('(h) CFG-10 a ring of dependencies comes to an end, each item once', async ({
    client,
    assert,
  }) => {
    const { user, item } = await hall()
    const ring = [await item('A'), await item('B'), await item('C')]
    for (const [at, each] of ring.entries()) await relate(each, ring[(at + 1) % ring.length]!)

    for (const origin of ring) {
      assert.deepEqual((await outcome(client, user, origin)).down, ['A', 'B', 'C'])
      const both = await outcome(client, user, origin, 'direction=both')
      assert.deepEqual(both.down, ['A', 'B', 'C'])
    }
  })

  test('(i) CFG-10 an item that was disposed of stops what comes through it', async ({
    client,
    assert,
  }) => {
    const { user, item } = await hall()
    const [host, vm, app] = [await item('Host', 'hypervisor'), await item('VM'), await item('App')]
    await relate(vm, host)
    await relate(app, vm)
    assert.deepEqual((await outcome(client, user, host)).down, ['App', 'Host', 'VM'])
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: vm.id, values: { status: 'retired' } },
    })
    assert.deepEqual((await outcome(client, user, host)).down, ['Host'])
  })

  test('(o) T1 who may see one organisation is named what is in it and below it', async ({
    client,
    assert,
  }) => {
    const top = await createOrganisation()
    await top.merge({ path: `/${top.id}/` }).save()
    const branch = await createOrganisation({ parentId: top.id })
    await branch.merge({ path: `/${top.id}/${branch.id}/` }).save()
    const user = await createUser({ roles: ['agent_l2'], assignedTo: top })
    const of = (organisationId: number, name: string) =>
      createConfigurationItem({ organisationId, name })
    const shared = await of(top.id, 'Shared')
    const below = await of(branch.id, 'Below')
    const foreign = await createConfigurationItem({ name: 'Foreign' })
    await relate(below, shared)
    await relate(foreign, below)

    const answer = await outcome(client, user, shared)
    assert.deepEqual(answer.down, ['Below', 'Shared'])
    assert.deepEqual(answer.hidden, [{ classCode: 'virtual_machine', count: 1 }])
    const refused = await client
      .get(`/configuration-items/${foreign.number}/impact.json`)
      .loginAs(user)
    refused.assertStatus(404)
  })
})

const RUNS_ON = { typeCode: 'runs_on' }
