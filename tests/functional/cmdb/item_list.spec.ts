import { requestItemList } from '#cmdb/actions/request_item_list'
import CiClass from '#cmdb/models/ci_class'
import { SYSTEM_ACTOR } from '#core/actor'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import { loadPrincipal } from '#directory/queries/load_principal'
import { addAttribute, createClass } from '#tests/helpers/ci_classes'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import AuditEvent from '#core/models/audit_event'
import Site from '#directory/models/site'
import Team from '#directory/models/team'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { workOffQueue } from '#tests/helpers/queue'
import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'

type Props = {
  items: {
    name: string
    team: string | null
    attributes: Record<string, { value: unknown; named: { label: string | null } | null }>
  }[]
  page: { total: number }
  columns: string[]
  conditions: { field: string; problem: string | null; label: string | null }[]
  classCounts?: Record<string, number>
}

async function createPark() {
  const organisation = await createOrganisation()
  const ciClass = await createClass()
  const searched = { isSearchable: true }
  await addAttribute(ciClass, 'platform', 'string', searched)
  await addAttribute(ciClass, 'memory', 'int', searched)
  await addAttribute(ciClass, 'door_code', 'secret')
  const child = await createClass({ parent: ciClass.code })
  const create = (name: string, given: object, classCode = ciClass.code) =>
    createConfigurationItem({ organisationId: organisation.id, classCode, name, ...given })
  const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
  return { organisation, ciClass, child, create, user }
}

test.group('The list of items', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-05 conditions on fields and attributes narrow, sort and count', async ({
    client,
    assert,
  }) => {
    const { organisation, ciClass, child, create, user } = await createPark()
    const team = await Team.create({ code: 'ops', name: 'Operations', isActive: true })
    await create('big', { attributes: { platform: 'Astra', memory: 64 }, supportTeamId: team.id })
    await create('mid', { attributes: { platform: 'Astra', memory: 16 }, environment: 'test' })
    await create('small', { attributes: { platform: 'Debian', memory: 4 }, vendor: 'Aquarius' })
    await create('below', { attributes: { memory: 32 } }, child.code)
    await createConfigurationItem({ classCode: ciClass.code, name: 'foreign' })

    const ask = async (where: string, more = '') => {
      const query = `class=${ciClass.code}&where=${encodeURIComponent(where)}${more}`
      const response = await client.get(`/configuration-items?${query}`).loginAs(user).withInertia()
      response.assertStatus(200)
      const props = response.inertiaProps as Props
      const names = props.items.map(({ name }) => name)
      assert.equal(props.page.total, names.length, where)
      return { names, ...props }
    }
    const names = async (where: string, more = '') => (await ask(where, more)).names

    assert.deepEqual(await names(''), ['below', 'big', 'mid', 'small'])
    assert.deepEqual(await names('attr.platform~contains~str'), ['big', 'mid'])
    assert.deepEqual(await names('attr.platform~is~astra;attr.memory~more~16'), ['big'])
    assert.deepEqual(await names('attr.memory~between~16..32'), ['below', 'mid'])
    assert.deepEqual(await names('attr.platform~empty~'), ['below'])
    assert.deepEqual(await names('environment~is_not~prod'), ['mid'])
    assert.deepEqual(await names('vendor~contains~aqua'), ['small'])
    assert.deepEqual(await names('team~empty~'), ['below', 'mid', 'small'])
    assert.deepEqual(await names(`organisation~is~${organisation.id}`, '&sort=-attr.memory'), [
      ...['big', 'below', 'mid', 'small'],
    ])
    const byTeam = await ask(`team~is~${team.id}`, '&columns=name,team,attr.memory,attr.door_code')
    assert.deepEqual(byTeam.columns, ['name', 'team', 'attr.memory', 'attr.door_code'])
    assert.equal(byTeam.items[0]!.team, team.name)
    assert.equal(byTeam.items[0]!.attributes.memory!.value, 64)

    const unknown = await ask('attr.nothing~is~1')
    assert.equal(unknown.conditions[0]!.problem, 'cmdb.list.unknown_field')
    const wrong = await ask('attr.memory~more~lots')
    assert.deepEqual(wrong.names, [])
    assert.equal(wrong.conditions[0]!.problem, 'cmdb.errors.attribute_type.int')
  })

  test('CFG-05 what attributes narrow comes page by page, sorted, and counts no foreign item', async ({
    client,
    assert,
  }) => {
    const { ciClass, create, user } = await createPark()
    const attributes = { platform: 'Astra', memory: 8 }
    for (let n = 10; n < 62; n += 1) await create(`node ${n}`, { attributes })
    await create('node 99', { attributes: { platform: 'Debian', memory: 8 } })
    await createConfigurationItem({ classCode: ciClass.code, name: 'node 00', attributes })
    const where = encodeURIComponent('attr.platform~is~Astra;attr.memory~less~16')
    const page = async (number: number, sort: string) => {
      const address = `/configuration-items?class=${ciClass.code}&where=${where}`
      const response = await client
        .get(`${address}&page=${number}&sort=${sort}`)
        .loginAs(user)
        .withInertia()
      const { items, page: told } = response.inertiaProps as Props
      return { names: items.map(({ name }) => name), total: told.total }
    }
    const first = await page(1, 'name')
    assert.lengthOf(first.names, 50)
    assert.deepEqual([first.names[0], first.names[49], first.total], ['node 10', 'node 59', 52])
    assert.deepEqual(await page(2, 'name'), { names: ['node 60', 'node 61'], total: 52 })
    assert.deepEqual(await page(2, '-class'), { names: ['node 60', 'node 61'], total: 52 })
    assert.deepEqual(await page(2, '-attr.memory'), { names: ['node 60', 'node 61'], total: 52 })
    assert.deepEqual((await page(2, '-name')).names, ['node 11', 'node 10'])
    assert.deepEqual((await page(3, 'name')).names, [])
  })

  test('T2 a condition on a foreign record finds nothing and names nothing', async ({
    client,
    assert,
  }) => {
    const { create, user } = await createPark()
    await create('own', {})
    const foreign = await createOrganisation()
    const response = await client
      .get(`/configuration-items?where=organisation~is~${foreign.id}`)
      .loginAs(user)
      .withInertia()
    const { items, conditions } = response.inertiaProps as Props
    assert.deepEqual(items, [])
    assert.isNull(conditions[0]!.label)
  })

  test('G-15 a cell is edited where it stands, once for each version, within one’s sight', async ({
    client,
    assert,
  }) => {
    const { create, user } = await createPark()
    const item = await create('edited', {})
    const team = await Team.create({ code: 'ops', name: 'Operations', isActive: true })
    await team.related('members').attach([user.personId])
    const elsewhere = await Site.create({
      ...{ organisationId: (await createOrganisation()).id, name: 'Far away' },
      ...{ timeZone: 'Europe/Moscow', isActive: true },
    })
    const patch = (values: object) =>
      client
        .patch(`/configuration-items/${item.number}`)
        .loginAs(user)
        .withCsrfToken()
        .withInertia()
        .redirects(0)
        .json(values)

    await patch({ version: 1, siteId: elsewhere.id })
    await patch({ version: 1, ownerPersonId: 999_999 })
    await patch({ version: 1, supportTeamId: 999_999 })
    assert.equal((await item.refresh()).version, 1)
    await patch({ version: 1, supportTeamId: team.id })
    ;(await patch({ version: 1, supportTeamId: null })).assertStatus(409)
    await item.refresh()
    assert.deepEqual([item.supportTeamId, item.version], [team.id, 2])
    const event = await AuditEvent.query().orderBy('id', 'desc').firstOrFail()
    assert.deepEqual(event.changes, [{ field: 'supportTeamId', before: null, after: team.id }])
  })

  test('secrets stay masked whatever column is chosen', async ({ client, assert }) => {
    const { ciClass, create, user } = await createPark()
    await create('guarded', { attributes: { door_code: 'sesame-42' } })
    const response = await client
      .get(`/configuration-items?class=${ciClass.code}&columns=name,attr.door_code`)
      .loginAs(user)
      .withInertia()
    const { items } = response.inertiaProps as Props
    assert.equal(items[0]!.attributes.door_code!.value, '••••••')
    assert.notInclude(response.text(), 'sesame')
  })

  test('classes come with how many items the reader may see', async ({ client, assert }) => {
    const { ciClass, create, user } = await createPark()
    await create('one', {})
    await createConfigurationItem({ classCode: ciClass.code })
    const response = await client
      .get('/configuration-items')
      .loginAs(user)
      .withInertiaPartialReload('cmdb/configuration_items/index', ['classCounts'])
    const { classCounts } = response.inertiaProps as Props
    const { id } = await CiClass.findByOrFail('code', ciClass.code)
    assert.equal(classCounts![id], 1)
  })
})

test.group('The list of items as a file', (group) => {
  group.each.setup(emptyDatabase)

  test('holds the chosen columns, no formula, no secret and nothing foreign', async ({
    assert,
  }) => {
    const { ciClass, create, user } = await createPark()
    await create('=1+1', { attributes: { memory: 8, door_code: 'sesame-42' } })
    await createConfigurationItem({ classCode: ciClass.code, name: 'foreign' })
    const principal = (await loadPrincipal(user.id))!
    const query = { class: ciClass.code, columns: 'name,attr.memory,attr.door_code' }
    const task = await requestItemList.handle({
      ...{ actor: SYSTEM_ACTOR, principal, format: 'csv', language: 'en', query },
    })
    await workOffQueue()

    const done = await BackgroundTask.findOrFail(task.id)
    assert.equal(done.state, 'done')
    const text = await readFile(storagePath(done.resultFile!), 'utf8')
    const [header, ...lines] = text.replace('\uFEFF', '').trim().split('\r\n')
    assert.equal(header, 'Name,Attribute,Attribute')
    assert.deepEqual(lines, ["'=1+1,8,••••••"])
  })
})
