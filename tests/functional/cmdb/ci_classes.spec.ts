import CiClass from '#cmdb/models/ci_class'
import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import { Refusal } from '#core/errors'
import { addAttribute, CLASS_VALUES, createClass, SETTINGS } from '#tests/helpers/ci_classes'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import type User from '#directory/models/user'
import { test } from '@japa/runner'

type Method = 'post' | 'put' | 'delete'
async function send(client: ApiClient, user: User, method: Method, path: string, body: object) {
  const request = client[method](path).loginAs(user).withCsrfToken().accept('json').redirects(0)
  const response = await request.json(body)
  const [first] = response.body()?.errors ?? []
  return { status: response.status(), field: first?.field as string | undefined }
}
const manager = () => createUser({ roles: ['configuration_manager'] })

async function refusedField(work: Promise<unknown>) {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.field ?? error.messageKey
    throw error
  }
}

test.group('Classes and attributes without code', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-02 a class and its attribute are made in the browser and items have them at once', async ({
    client,
    assert,
  }) => {
    const user = await manager()
    const parent = await CiClass.findByOrFail('code', 'server')
    const values = { ...CLASS_VALUES, code: 'mainframe', parentId: parent.id, labelEn: 'Mainframe' }
    assert.equal((await send(client, user, 'post', '/ci-classes', values)).status, 302)
    const attribute = { ...SETTINGS, key: 'partitions', type: 'int', minValue: '1', version: 1 }
    const path = '/ci-classes/mainframe/attributes'
    assert.equal((await send(client, user, 'post', path, attribute)).status, 302)

    const item = await createConfigurationItem({
      classCode: 'mainframe',
      attributes: { partitions: '4', os: 'z/OS' },
    })
    assert.deepEqual(item.attributes, { partitions: 4, os: 'z/OS' })
    assert.equal(
      await refusedField(
        createConfigurationItem({ classCode: 'mainframe', attributes: { partitions: 0 } })
      ),
      'attributes.partitions'
    )
    const ciClass = await CiClass.findByOrFail('code', 'mainframe')
    const events = await AuditEvent.query()
      .where({ subjectType: 'ci_class', subjectId: ciClass.id })
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action, actorUserId }) => [action, actorUserId]),
      [
        ['ci_class.created', user.id],
        ['ci_class.attribute_added', user.id],
      ]
    )
    const page = await client.get('/ci-classes/mainframe').loginAs(user).withInertia()
    page.assertStatus(200)
    const { itemCount, attributes } = page.inertiaProps as {
      itemCount: number
      attributes: { key: string; definedIn: { code: string } }[]
    }
    assert.equal(itemCount, 1)
    assert.deepInclude(
      attributes.map(({ key, definedIn }) => [key, definedIn.code]),
      ['os', 'server']
    )
  })

  test('key and type never change, and a key is defined once on the way to the base', async ({
    client,
    assert,
  }) => {
    const user = await manager()
    const upper = await createClass()
    const lower = await createClass({ parent: upper.code })
    await addAttribute(lower, 'slot', 'string')
    const add = (code: string, key: string) =>
      send(client, user, 'post', `/ci-classes/${code}/attributes`, {
        ...{ ...SETTINGS, key, type: 'int', version: code === lower.code ? 2 : 1 },
      })
    assert.equal((await add(upper.code, 'slot')).field, 'key')
    assert.equal((await add(lower.code, 'slot')).field, 'key')
    assert.equal((await add(upper.code, 'serial_number')).field, 'key')
    assert.equal((await add(upper.code, 'Bad Key')).field, 'key')

    const path = `/ci-classes/${lower.code}/attributes/slot`
    const change = { ...SETTINGS, key: 'other', type: 'int', labelEn: 'Bay', version: 2 }
    assert.equal((await send(client, user, 'put', path, change)).status, 302)
    const attribute = await CiClassAttribute.findByOrFail('ciClassId', lower.id)
    assert.deepEqual([attribute.key, attribute.type, attribute.labelEn], ['slot', 'string', 'Bay'])
  })

  test('G-15 a stale change of a class is refused', async ({ client, assert }) => {
    const user = await manager()
    const ciClass = await createClass()
    await addAttribute(ciClass, 'slot', 'string')
    const body = { ...SETTINGS, key: 'bay', type: 'int', version: 1 }
    const path = `/ci-classes/${ciClass.code}/attributes`
    assert.equal((await send(client, user, 'post', path, body)).status, 409)
  })

  test('bad settings are told by their field')
    .with([
      { field: 'type', given: { type: 'colour' } },
      { field: 'pattern', given: { type: 'string', pattern: '(a+)+(' } },
      { field: 'pattern', given: { type: 'string', pattern: 'a'.repeat(201) } },
      { field: 'options', given: { type: 'enum', options: [] } },
      { field: 'defaultValue', given: { type: 'int', defaultValue: 'many' } },
      { field: 'minValue', given: { type: 'int', minValue: 'low' } },
      { field: 'maxValue', given: { type: 'int', minValue: '5', maxValue: '4' } },
      { field: 'referenceClass', given: { type: 'reference', referenceClass: 'nothing' } },
    ])
    .run(async ({ client, assert }, { field, given }) => {
      const user = await manager()
      const ciClass = await createClass()
      const body = { ...SETTINGS, key: 'slot', version: 1, ...given }
      const path = `/ci-classes/${ciClass.code}/attributes`
      assert.deepEqual(await send(client, user, 'post', path, body), { status: 422, field })
    })

  test('CFG-02 a class never stands below itself, and keeps its place while it has items', async ({
    client,
    assert,
  }) => {
    const user = await manager()
    const upper = await createClass()
    const lower = await createClass({ parent: upper.code })
    const server = await CiClass.findByOrFail('code', 'server')
    const move = (ciClass: CiClass, parentId: number) =>
      send(client, user, 'put', `/ci-classes/${ciClass.code}`, {
        ...{ ...CLASS_VALUES, parentId, version: ciClass.version },
      })
    assert.equal((await move(upper, lower.id)).field, 'parentId')
    assert.equal((await move(upper, upper.id)).field, 'parentId')
    await createConfigurationItem({ classCode: lower.code })
    assert.equal((await move(upper, server.id)).field, 'parentId')
    assert.equal(
      (
        await send(client, user, 'put', `/ci-classes/${lower.code}`, {
          ...{ ...CLASS_VALUES, parentId: upper.id, isAbstract: true, version: 1 },
        })
      ).field,
      'isAbstract'
    )
    const remove = (ciClass: CiClass) =>
      send(client, user, 'delete', `/ci-classes/${ciClass.code}`, { version: ciClass.version })
    assert.equal((await remove(lower)).status, 422)
    assert.equal((await remove(upper)).status, 422)
    assert.equal((await remove(server)).status, 422)
    const empty = await createClass()
    assert.equal((await remove(empty)).status, 302)
    assert.isNull(await CiClass.find(empty.id))
  })

  test('an attribute with values is retired, not deleted, and its values stay readable', async ({
    client,
    assert,
  }) => {
    const user = await manager()
    const ciClass = await createClass()
    await addAttribute(ciClass, 'slot', 'string')
    const item = await createConfigurationItem({
      classCode: ciClass.code,
      attributes: { slot: 'A' },
    })
    const path = `/ci-classes/${ciClass.code}/attributes/slot`
    assert.equal((await send(client, user, 'delete', path, { version: 2 })).status, 422)
    const retirement = { isRetired: true, version: 2 }
    assert.equal((await send(client, user, 'put', `${path}/retirement`, retirement)).status, 302)

    const page = await client.get(`/configuration-items/${item.number}`).loginAs(user).withInertia()
    const { attributes } = page.inertiaProps as { attributes: Record<string, unknown>[] }
    assert.containsSubset(attributes, [{ key: 'slot', value: 'A', isRetired: true }])
    const edit = (slot: string | null) =>
      refusedField(
        updateConfigurationItem.handle({
          ...{ actor: SYSTEM_ACTOR, itemId: item.id, values: { attributes: { slot } } },
        })
      )
    assert.equal(await edit('B'), 'attributes.slot')
    assert.isNull(await edit(null))
    assert.equal((await send(client, user, 'delete', path, { version: 3 })).status, 302)
  })

  test('CFG-02 a subclass tightens what it inherits and cannot loosen it', async ({
    client,
    assert,
  }) => {
    const user = await manager()
    const upper = await createClass()
    await addAttribute(upper, 'zone', 'string', { isRequired: true })
    await addAttribute(upper, 'rack_unit', 'int')
    const lower = await createClass({ parent: upper.code })
    const tighten = (key: string, body: object) =>
      send(client, user, 'put', `/ci-classes/${lower.code}/inherited-attributes/${key}`, body)
    const looser = { isRequired: false, labelEn: 'Area', version: 1 }
    assert.equal((await tighten('zone', looser)).status, 302)
    const stricter = { isRequired: true, defaultValue: '7', version: 2 }
    assert.equal((await tighten('rack_unit', stricter)).status, 302)
    assert.equal(
      (await tighten('rack_unit', { defaultValue: 'x', version: 3 })).field,
      'defaultValue'
    )
    assert.equal((await tighten('nothing', { version: 3 })).status, 404)

    const create = (classCode: string, attributes = {}) =>
      createConfigurationItem({ classCode, attributes })
    assert.equal(await refusedField(create(lower.code)), 'attributes.zone')
    assert.deepEqual((await create(lower.code, { zone: 'B' })).attributes, {
      zone: 'B',
      rack_unit: 7,
    })
    assert.deepEqual((await create(upper.code, { zone: 'B' })).attributes, { zone: 'B' })
  })

  test('CFG-13 a naming rule is kept at creation and renaming, by the class below too', async ({
    assert,
  }) => {
    const upper = await createClass({ namingRule: 'SRV-[A-Z]{3}-\\d+' })
    const { code: classCode } = await createClass({ parent: upper.code })
    assert.equal(await refusedField(createConfigurationItem({ classCode, name: 'host1' })), 'name')
    const item = await createConfigurationItem({ classCode, name: 'SRV-MSK-01' })
    const rename = (name: string) =>
      updateConfigurationItem.handle({ actor: SYSTEM_ACTOR, itemId: item.id, values: { name } })
    assert.equal(await refusedField(rename('host1')), 'name')
    assert.isNull(await refusedField(rename('SRV-SPB-02')))
  })

  test('a thousand attributes on one class: the page and an item stay quick', async ({
    client,
    assert,
  }) => {
    const user = await manager()
    const ciClass = await createClass()
    const rows = Array.from({ length: 1000 }, (_, at) => ({
      ...{ ...SETTINGS, key: `field_${at}`, type: 'string' as const, ciClassId: ciClass.id },
      ...{ position: at, isBuiltin: false, indexState: 'none' as const },
    }))
    await CiClassAttribute.createMany(rows)
    const item = await createConfigurationItem({
      classCode: ciClass.code,
      attributes: { field_1: 'a', field_999: 'z' },
    })
    for (const path of [`/ci-classes/${ciClass.code}`, `/configuration-items/${item.number}`]) {
      const start = performance.now()
      const page = await client.get(path).loginAs(user).withInertia()
      page.assertStatus(200)
      assert.lengthOf((page.inertiaProps as { attributes: unknown[] }).attributes, 1000)
      assert.isBelow(performance.now() - start, 3000)
    }
  }).timeout(20_000)

  test('the order of attributes is kept', async ({ client, assert }) => {
    const user = await manager()
    const ciClass = await createClass()
    for (const key of ['a', 'b', 'c']) await addAttribute(ciClass, key, 'string')
    const body = { keys: ['c', 'a'], version: 4 }
    const path = `/ci-classes/${ciClass.code}/attribute-order`
    assert.equal((await send(client, user, 'put', path, body)).status, 302)
    const attributes = await CiClassAttribute.query()
      .where('ciClassId', ciClass.id)
      .orderBy('position')
    assert.deepEqual(
      attributes.map(({ key }) => key),
      ['c', 'a', 'b']
    )
  })
})
