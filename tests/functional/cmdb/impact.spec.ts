import type { ImpactList } from '#cmdb/queries/impact_list'
import type { ImpactView } from '#cmdb/queries/impact_view'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

type User = Awaited<ReturnType<typeof createUser>>

async function desk() {
  const organisation = await createOrganisation()
  const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
  const item = (name: string, classCode = 'virtual_machine') =>
    createConfigurationItem({ organisationId: organisation.id, name, classCode })
  return { user, item }
}

const readers = (client: ApiClient, user: User) => ({
  view: async (item: ConfigurationItem, query = ''): Promise<ImpactView> =>
    (
      await client.get(`/configuration-items/${item.number}/impact.json?${query}`).loginAs(user)
    ).body(),
  list: async (item: ConfigurationItem, query = ''): Promise<ImpactList> =>
    (
      await client
        .get(`/configuration-items/${item.number}/impact.json?full=1&${query}`)
        .loginAs(user)
    ).body(),
})

test.group('Impact of a configuration item', (group) => {
  group.each.setup(wrapInTransaction)

  test('an item without relations answers with itself alone', async ({ client, assert }) => {
    const { user, item } = await desk()
    const lonely = await item('Lonely')
    const page = await client
      .get(`/configuration-items/${lonely.number}/impact`)
      .loginAs(user)
      .withInertia()
    page.assertStatus(200)
    const { impact } = page.inertiaProps as { impact: ImpactView }
    assert.lengthOf(impact.nodes, 1)
    assert.isEmpty(impact.edges)
    assert.containsSubset(impact.counts, {
      objects: 0,
      levels: 0,
      down: 1,
      degraded: 0,
      services: 0,
    })
  })

  test('CFG-10 redundancy degrades, its loss takes the service down', async ({
    client,
    assert,
  }) => {
    const { user, item } = await desk()
    const [san, first, second] = [
      await item('SAN', 'storage_array'),
      await item('Node 1'),
      await item('Node 2'),
    ]
    const service = await item('Shop', 'business_service')
    const nodes = { key: 'nodes', rule: 'any' as const }
    await relate(service, first, { group: nodes })
    await relate(service, second, { group: nodes })
    await relate(first, san, { typeCode: 'stores_on' })
    await relate(second, san, { typeCode: 'stores_on' })
    const { view } = readers(client, user)

    const ofNode = await view(first)
    assert.deepEqual(
      ofNode.services.map(({ name, state }) => [name, state]),
      [['Shop', 'degraded']]
    )
    const ofSan = await view(san)
    assert.deepEqual(
      ofSan.services.map(({ name, state, level }) => [name, state, level]),
      [['Shop', 'down', 2]]
    )
    assert.containsSubset(ofSan.counts, { down: 4, degraded: 0, levels: 2, objects: 3 })
  })

  test('a relation added over the page is in the very next answer', async ({ client, assert }) => {
    const { user, item } = await desk()
    const [server, app] = [await item('Server'), await item('App', 'application_instance')]
    const { view } = readers(client, user)
    assert.equal((await view(server)).counts.down, 1)

    await client
      .post(`/configuration-items/${app.number}/relations`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({ typeCode: 'runs_on', direction: 'forward', otherId: server.id })
    assert.equal((await view(server)).counts.down, 2)

    await client
      .patch(`/configuration-items/${app.number}`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({ version: 1, name: 'Renamed' })
    assert.include(
      (await view(server)).nodes.map((node) => node.name),
      'Renamed'
    )
  })

  test('direction and depth: what it needs, both ways, one level', async ({ client, assert }) => {
    const { user, item } = await desk()
    const [host, vm, app] = [
      await item('Host', 'hypervisor'),
      await item('VM'),
      await item('App', 'web_site'),
    ]
    const service = await item('Service', 'technical_service')
    await relate(vm, host, { typeCode: 'runs_on' })
    await relate(app, vm, { typeCode: 'runs_on' })
    await relate(service, app)
    const { list } = readers(client, user)
    const rows = async (query: string) =>
      (await list(vm, query)).rows.map(([, name, , level, state, side]) =>
        [name, level, state, side].join(' ')
      )

    assert.deepEqual(await rows('depth=1'), ['VM 0 d i', 'App 1 d i'])
    assert.isTrue((await list(vm, 'depth=1')).counts.isCutByDepth)
    assert.deepEqual(await rows('direction=depends_on'), ['VM 0  n', 'Host 1  n'])
    assert.deepEqual(await rows('direction=both&depth=all'), [
      'VM 0 d i',
      'App 1 d i',
      'Service 2 d i',
      'Host 1  n',
    ])
  })

  test('T1 a stranger gets a count per class and no name', async ({ client, assert }) => {
    const { user, item } = await desk()
    const shared = await item('Shared switch', 'switch')
    const own = await item('Own VM')
    const foreign = await createConfigurationItem({ name: 'Secret VM' })
    const foreignService = await createConfigurationItem({
      name: 'Secret service',
      classCode: 'business_service',
    })
    await relate(foreign, shared)
    await relate(foreignService, foreign)
    await relate(own, foreign)
    const { view, list } = readers(client, user)

    const answer = await view(shared)
    assert.notInclude(JSON.stringify(answer), 'Secret')
    assert.notInclude(JSON.stringify(answer), foreign.number)
    assert.sameDeepMembers(answer.hidden, [
      { classCode: 'virtual_machine', count: 1 },
      { classCode: 'business_service', count: 1 },
    ])
    assert.containsSubset(answer.counts, { down: 4, hidden: 2, services: 1 })
    assert.isEmpty(answer.services)

    const full = await list(shared)
    assert.notInclude(JSON.stringify(full), 'Secret')
    // The way leads through a masked item: the row hangs below the nearest one with a name.
    assert.deepEqual(full.rows.at(-1)!.slice(1), [
      'Own VM',
      'virtual_machine',
      2,
      'd',
      'i',
      0,
      null,
      null,
    ])
  })

  test('CFG-10 cabling carries a failure only as an uplink', async ({ client, assert }) => {
    const { user, item } = await desk()
    const [core, access, printer] = [
      await item('Core', 'switch'),
      await item('Access', 'switch'),
      await item('P', 'mfp'),
    ]
    await relate(access, core, { typeCode: 'connects_to', group: { key: 'uplink', rule: 'any' } })
    await relate(printer, core, { typeCode: 'connects_to' })
    const { list } = readers(client, user)
    assert.deepEqual(
      (await list(core)).rows.map(([, name]) => name),
      ['Core', 'Access']
    )
  })

  test('CFG-16 a wide answer is grouped in the picture and whole in the list', async ({
    client,
    assert,
  }) => {
    const { user, item } = await desk()
    const core = await item('Core', 'switch')
    for (let at = 0; at < 70; at++) await relate(await item(`VM ${at}`), core)
    const { view, list } = readers(client, user)
    const { nodes, truncated, counts } = await view(core)
    assert.deepEqual(
      nodes.map((node) => [node.kind, node.count]),
      [
        ['item', 1],
        ['group', 70],
      ]
    )
    assert.lengthOf(nodes[1]!.members, 50)
    assert.isNull(truncated)
    assert.equal(counts.objects, 70)
    assert.lengthOf((await list(core)).rows, 71)
  })

  test('the list goes to a spreadsheet without becoming a formula', async ({ client, assert }) => {
    const { user, item } = await desk()
    const server = await item('Server')
    await relate(await item('=HYPERLINK("http://evil";"x")', 'web_site'), server, {
      typeCode: 'runs_on',
    })
    const response = await client
      .get(`/configuration-items/${server.number}/impact.csv`)
      .loginAs(user)
    response.assertStatus(200)
    const lines = response.text().split('\r\n')
    assert.lengthOf(lines, 4)
    assert.include(lines[2]!, `"'=HYPERLINK(""http://evil"";""x"")"`)
    assert.include(lines[2]!, `runs on ${server.number}`)
  })
})
