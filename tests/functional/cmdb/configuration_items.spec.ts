import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { registerCiPanel } from '#cmdb/queries/ci_panels'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'

type Row = { number: string; name: string }

test.group('Configuration items', (group) => {
  group.each.setup(wrapInTransaction)

  test('T1 the list and its total hold only items one may see', async ({ client, assert }) => {
    const organisation = await createOrganisation()
    const item = await createConfigurationItem({ organisationId: organisation.id })
    await createConfigurationItem()
    const user = await createUser({ roles: ['agent_l1'], assignedTo: organisation })

    const response = await client.get('/configuration-items').loginAs(user).withInertia()
    response.assertStatus(200)
    const { items, page } = response.inertiaProps as { items: Row[]; page: { total: number } }
    assert.deepEqual(
      items.map((row) => row.number),
      [item.number]
    )
    assert.equal(page.total, 1)
  })

  test('the list filters by class, group and status, sorts and finds by any name', async ({
    client,
    assert,
  }) => {
    const organisation = await createOrganisation()
    const common = { organisationId: organisation.id }
    await createConfigurationItem({
      ...common,
      name: 'Ядро сети',
      classCode: 'switch',
      serialNumber: 'FOC1932X0AB',
    })
    await createConfigurationItem({
      ...common,
      name: 'Branch router',
      classCode: 'router',
      ipAddress: '10.7.0.1',
    })
    await createConfigurationItem({ ...common, name: 'Billing VM', status: 'retired' })
    const user = await createUser({ roles: ['agent_l1'], assignedTo: organisation })

    const names = async (query: string) => {
      const response = await client.get(`/configuration-items?${query}`).loginAs(user).withInertia()
      return (response.inertiaProps as { items: Row[] }).items.map((row) => row.name)
    }
    assert.deepEqual(await names('class=switch'), ['Ядро сети'])
    assert.deepEqual(await names('class=group.network&sort=-number'), [
      'Branch router',
      'Ядро сети',
    ])
    assert.deepEqual(await names('sort=class'), ['Branch router', 'Ядро сети', 'Billing VM'])
    assert.deepEqual(await names('status=retired'), ['Billing VM'])
    assert.deepEqual(await names(`q=${encodeURIComponent('ЯДРО')}`), ['Ядро сети'])
    assert.deepEqual(await names('q=foc1932'), ['Ядро сети'])
    assert.deepEqual(await names('q=10.7.0'), ['Branch router'])
    assert.deepEqual(await names('q=%25'), [])
  })

  test('CFG-01 without the right to see items the list is refused', async ({ client }) => {
    const user = await createUser({ roles: ['end_user'] })
    const response = await client.get('/configuration-items').loginAs(user).withInertia()
    response.assertStatus(403)
  })

  test('CFG-05 the page shows class, attributes, relations and panels', async ({
    client,
    assert,
  }) => {
    const organisation = await createOrganisation()
    const common = { organisationId: organisation.id }
    const server = await createConfigurationItem({
      ...common,
      attributes: { cpu_cores: 8, vm_uuid: 'a-1' },
    })
    const service = await createConfigurationItem({
      ...common,
      name: 'Mail',
      classCode: 'business_service',
    })
    await relate(service, server)
    const foreign = await createConfigurationItem({ name: 'Foreign' })
    await relate(foreign, server)
    registerCiPanel({
      key: 'spec',
      load: async (shown) => ({
        titleKey: 'cmdb.item.history',
        rows: [{ label: shown.number, href: '/', meta: null, tone: 'neutral' }],
        total: 1,
        href: null,
      }),
    })
    const user = await createUser({ roles: ['agent_l1'], assignedTo: organisation })

    const response = await client
      .get(`/configuration-items/${server.number}`)
      .loginAs(user)
      .withInertia()
    response.assertStatus(200)
    const props = response.inertiaProps as {
      item: { number: string; class: { code: string } }
      attributes: { key: string; value: unknown }[]
      relations: {
        typeCode: string
        direction: string
        impact: string
        items: Row[]
        hiddenCount: number
      }[]
      impact: { counts: { down: number; services: number }; services: Row[] }
      can: { edit: boolean }
      panels: { key: string; kind: string; rows: { label: string }[] }[]
    }
    assert.equal(props.item.class.code, 'virtual_machine')
    assert.deepInclude(
      props.attributes.map(({ key, value }) => [key, value]),
      ['cpu_cores', 8]
    )
    assert.deepInclude(
      props.attributes.map(({ key, value }) => [key, value]),
      ['vm_uuid', 'a-1']
    )
    const [sentence] = props.relations
    assert.containsSubset(sentence, {
      typeCode: 'depends_on',
      direction: 'inverse',
      impact: 'causes',
      hiddenCount: 1,
    })
    assert.deepEqual(
      sentence!.items.map((row) => row.name),
      ['Mail']
    )
    assert.equal(props.impact.counts.down, 3)
    assert.deepEqual(
      props.impact.services.map((row) => row.name),
      ['Mail']
    )
    assert.isFalse(props.can.edit)
    assert.notInclude(JSON.stringify(response.inertiaProps), 'Foreign')

    assert.containsSubset(props.panels, [
      { key: 'spec', kind: 'list', rows: [{ label: server.number }] },
    ])
  })

  test('T1 a foreign number and an unknown one get the same 404', async ({ client }) => {
    const foreign = await createConfigurationItem()
    const organisation = await createOrganisation()
    const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
    for (const number of [foreign.number, 'CI-999999']) {
      for (const path of ['', '/impact', '/impact.json', '/impact.csv']) {
        const response = await client
          .get(`/configuration-items/${number}${path}`)
          .loginAs(user)
          .withInertia()
        response.assertStatus(404)
      }
      const patch = client.patch(`/configuration-items/${number}`).loginAs(user).withCsrfToken()
      ;(await patch.json({ version: 1, name: 'Taken' })).assertStatus(404)
      const relation = client
        .post(`/configuration-items/${number}/relations`)
        .loginAs(user)
        .withCsrfToken()
      ;(await relation.json({})).assertStatus(404)
    }
  })

  test('CFG-07 an edit writes each field and attribute into the history', async ({
    client,
    assert,
  }) => {
    const item = await createConfigurationItem({ name: 'Old', attributes: { os: 'Debian' } })
    const user = await createUser({ roles: ['configuration_manager'] })
    const response = await client
      .patch(`/configuration-items/${item.number}`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({ version: 1, name: 'New', attributes: { os: 'RED OS', ram_gb: '16' } })
    response.assertStatus(302)

    await item.refresh()
    assert.equal(item.version, 2)
    assert.deepEqual(item.attributes, { os: 'RED OS', ram_gb: 16 })
    const event = await AuditEvent.query()
      .where({ subjectType: 'configuration_item', subjectId: item.id })
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.equal(event.action, 'configuration_item.updated')
    assert.equal(event.actorUserId, user.id)
    assert.sameDeepMembers(event.changes, [
      { field: 'name', before: 'Old', after: 'New' },
      { field: 'attributes.os', before: 'Debian', after: 'RED OS' },
      { field: 'attributes.ram_gb', before: null, after: 16 },
    ])
  })

  test('G-15 a stale edit is refused with what changed since, and nothing is written', async ({
    client,
    assert,
  }) => {
    const item = await createConfigurationItem({ name: 'First' })
    const itemId = item.id
    await updateConfigurationItem.handle({
      actor: SYSTEM_ACTOR,
      itemId,
      seenVersion: 1,
      values: { name: 'Second' },
    })
    const user = await createUser({ roles: ['configuration_manager'] })

    const response = await client
      .patch(`/configuration-items/${item.number}`)
      .loginAs(user)
      .withCsrfToken()
      .json({ version: 1, name: 'Third' })
    response.assertStatus(409)
    assert.equal(response.body().currentVersion, 2)
    assert.deepEqual(response.body().changes[0].fields, [
      { field: 'name', before: 'First', after: 'Second' },
    ])
    assert.equal((await ConfigurationItem.findOrFail(itemId)).name, 'Second')
  })

  test('an edit that changes nothing leaves version and history alone', async ({ assert }) => {
    const item = await createConfigurationItem({ name: 'Same' })
    const values = { name: 'Same', attributes: {} }
    await updateConfigurationItem.handle({
      actor: SYSTEM_ACTOR,
      itemId: item.id,
      seenVersion: 1,
      values,
    })
    await item.refresh()
    assert.equal(item.version, 1)
    assert.lengthOf(
      await AuditEvent.query().where({ subjectType: 'configuration_item', subjectId: item.id }),
      1
    )
  })

  test('a wrong attribute is answered by its field and saves nothing', async ({
    client,
    assert,
  }) => {
    const item = await createConfigurationItem({ name: 'Kept' })
    const user = await createUser({ roles: ['configuration_manager'] })
    const response = await client
      .patch(`/configuration-items/${item.number}`)
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .json({ version: 1, name: 'Changed', attributes: { cpu_cores: 'many' } })
    response.assertStatus(422)
    assert.equal(response.body().errors[0].field, 'attributes.cpu_cores')
    await item.refresh()
    assert.equal(item.name, 'Kept')
  })

  test('T2 seeing an item gives no right to change it', async ({ client }) => {
    const organisation = await createOrganisation()
    const common = { organisationId: organisation.id }
    const item = await createConfigurationItem(common)
    const other = await createConfigurationItem(common)
    const relation = await relate(item, other)
    const user = await createUser({ roles: ['agent_l1'], assignedTo: organisation })
    const path = `/configuration-items/${item.number}`
    const link = { typeCode: 'runs_on', direction: 'forward', otherId: other.id }
    const fresh = {
      name: 'X',
      classCode: 'router',
      status: 'in_use',
      environment: 'prod',
      criticality: 1,
      ...common,
    }

    const acts = [
      client.patch(path).json({ version: 1, name: 'Taken' }),
      client.post(`${path}/relations`).json(link),
      client.delete(`${path}/relations/${relation.id}`),
      client.post('/configuration-items').json(fresh),
    ]
    for (const act of acts) (await act.loginAs(user).withCsrfToken()).assertStatus(403)
  })

  test('CFG-05 a new item gets a number and is refused in a foreign organisation', async ({
    client,
    assert,
  }) => {
    const organisation = await createOrganisation()
    const foreign = await createOrganisation()
    const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
    const values = {
      name: 'Core',
      classCode: 'switch',
      status: 'planned',
      environment: 'prod',
      criticality: 1,
    }
    const post = (organisationId: number, classCode = 'switch') =>
      client
        .post('/configuration-items')
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ ...values, classCode, organisationId })

    ;(await post(organisation.id)).assertStatus(302)
    const item = await ConfigurationItem.query().orderBy('id', 'desc').firstOrFail()
    assert.match(item.number, /^CI-\d{6}$/)
    assert.equal(item.organisationId, organisation.id)
    ;(await post(foreign.id)).assertStatus(422)
    // An abstract class only hands attributes down.
    ;(await post(organisation.id, 'server')).assertStatus(422)
  })

  test('lookups find what one may see, except the item itself', async ({ client, assert }) => {
    const organisation = await createOrganisation()
    const item = await createConfigurationItem({
      organisationId: organisation.id,
      name: 'Oracle DB 1',
    })
    await createConfigurationItem({ organisationId: organisation.id, name: 'Oracle DB 2' })
    await createConfigurationItem({ name: 'Oracle DB 3' })
    const user = await createUser({ roles: ['agent_l1'], assignedTo: organisation })
    const response = await client
      .get(`/lookups/configuration-items?q=oracle&except=${item.number}`)
      .loginAs(user)
    assert.deepEqual(
      response.body().options.map((option: { label: string }) => option.label),
      ['Oracle DB 2']
    )
  })
})
