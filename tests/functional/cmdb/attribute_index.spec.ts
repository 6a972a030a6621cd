import { moveItemToClass } from '#cmdb/actions/move_item_to_class'
import { rebuildAttributeIndex } from '#cmdb/actions/rebuild_attribute_index'
import { saveClassAttribute } from '#cmdb/actions/save_class_attribute'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import CiAttributeValue from '#cmdb/models/ci_attribute_value'
import type CiClass from '#cmdb/models/ci_class'
import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { readCondition, whereAttributes } from '#cmdb/queries/where_attribute'
import type { ConditionOperator } from '#cmdb/workflow/list_conditions'
import { SYSTEM_ACTOR } from '#core/actor'
import { Refusal } from '#core/errors'
import AuditEvent from '#core/models/audit_event'
import { addAttribute, createClass, SETTINGS } from '#tests/helpers/ci_classes'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { workOffQueue } from '#tests/helpers/queue'
import { test } from '@japa/runner'

const attributeOf = (ciClass: CiClass, key: string) =>
  CiClassAttribute.query().where({ ciClassId: ciClass.id, key }).firstOrFail()

async function refusedField(work: Promise<unknown>) {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.field
    throw error
  }
}

async function found(
  ciClass: CiClass,
  key: string,
  operator: ConditionOperator,
  value?: string
): Promise<string[]> {
  const query = ConfigurationItem.query().where('ciClassId', ciClass.id).orderBy('name')
  const attribute = await attributeOf(ciClass, key)
  await whereAttributes(query as never, [readCondition({ attribute, operator, value })])
  return (await query).map(({ name }) => name)
}

test.group('The side index of attributes', (group) => {
  group.each.setup(wrapInTransaction)

  test('finds items by every kind of value and stays in step with edits', async ({ assert }) => {
    const ciClass = await createClass()
    const searched = { isSearchable: true }
    await addAttribute(ciClass, 'os', 'string', searched)
    await addAttribute(ciClass, 'ram_gb', 'int', searched)
    await addAttribute(ciClass, 'bought', 'date', searched)
    await addAttribute(ciClass, 'chassis', 'mac', searched)
    await addAttribute(ciClass, 'price', 'money', searched)
    const option = (value: string) => ({ value, labelRu: value, labelEn: value })
    const options = ['2.4', '5', '6'].map(option)
    await addAttribute(ciClass, 'bands', 'multi_enum', { ...searched, options })
    const create = (name: string, attributes: object) =>
      createConfigurationItem({ classCode: ciClass.code, name, attributes: { ...attributes } })
    const one = await create('one', {
      ...{ os: 'РЕД ОС', ram_gb: 16, bought: '2026-01-10', price: '1500 RUB' },
      ...{ chassis: '00:1b:44:11:3a:b7', bands: ['5', '2.4'] },
    })
    await create('two', { os: 'Debian 12', ram_gb: 64, bought: '2025-06-01', price: '20 USD' })
    await create('three', {})

    assert.deepEqual(await found(ciClass, 'os', 'is', 'ред ос'), ['one'])
    assert.deepEqual(await found(ciClass, 'os', 'contains', 'ebia'), ['two'])
    assert.deepEqual(await found(ciClass, 'os', 'starts', 'ebia'), [])
    assert.deepEqual(await found(ciClass, 'os', 'is_not', 'Debian 12'), ['one', 'three'])
    assert.deepEqual(await found(ciClass, 'ram_gb', 'more', '16'), ['two'])
    assert.deepEqual(await found(ciClass, 'ram_gb', 'between', '16..64'), ['one', 'two'])
    assert.deepEqual(await found(ciClass, 'ram_gb', 'between', '17..'), ['two'])
    assert.deepEqual(await found(ciClass, 'bought', 'less', '2026-01-01'), ['two'])
    assert.deepEqual(await found(ciClass, 'chassis', 'is', '001B.4411.3AB7'), ['one'])
    assert.deepEqual(await found(ciClass, 'price', 'less', '2000 RUB'), ['one'])
    assert.deepEqual(await found(ciClass, 'bands', 'is', '5'), ['one'])
    assert.deepEqual(await found(ciClass, 'os', 'empty'), ['three'])
    assert.deepEqual(await found(ciClass, 'os', 'present'), ['one', 'two'])

    const values = { attributes: { os: 'Debian 13', bands: ['6'] } }
    await updateConfigurationItem.handle({ actor: SYSTEM_ACTOR, itemId: one.id, values })
    assert.deepEqual(await found(ciClass, 'os', 'starts', 'debian'), ['one', 'two'])
    assert.deepEqual(await found(ciClass, 'bands', 'is', '5'), [])
  })

  test('CFG-13 a value is the only one of its organisation, or of the class', async ({
    assert,
  }) => {
    const ciClass = await createClass()
    await addAttribute(ciClass, 'asset_tag', 'string', { uniqueScope: 'organisation' })
    await addAttribute(ciClass, 'chassis', 'mac', { uniqueScope: 'class' })
    const here = (await createOrganisation()).id
    const create = (organisationId: number, attributes: Record<string, string>) =>
      createConfigurationItem({ classCode: ciClass.code, organisationId, attributes })
    const first = await create(here, { asset_tag: 'A-1', chassis: '001b44113ab7' })
    const elsewhere = (await createOrganisation()).id
    assert.equal(await refusedField(create(here, { asset_tag: ' a-1 ' })), 'attributes.asset_tag')
    assert.isNull(await refusedField(create(elsewhere, { asset_tag: 'A-1' })))
    assert.equal(
      await refusedField(create(elsewhere, { chassis: '00-1B-44-11-3A-B7' })),
      'attributes.chassis'
    )
    const edit = (itemId: number, asset_tag: string | null) =>
      updateConfigurationItem.handle({
        ...{ actor: SYSTEM_ACTOR, itemId, values: { attributes: { asset_tag } } },
      })
    const second = await create(here, { asset_tag: 'A-2' })
    assert.equal(await refusedField(edit(second.id, 'A-1')), 'attributes.asset_tag')
    await edit(first.id, null)
    assert.isNull(await refusedField(edit(second.id, 'A-1')))
  })

  test('an attribute that becomes the only one is indexed by a job; old doubles are told', async ({
    client,
    assert,
  }) => {
    const ciClass = await createClass()
    await addAttribute(ciClass, 'tag', 'string')
    const organisationId = (await createOrganisation()).id
    const create = (tag: string) =>
      createConfigurationItem({ classCode: ciClass.code, organisationId, attributes: { tag } })
    for (const tag of ['x', 'x', 'y']) await create(tag)
    const values = { ...SETTINGS, uniqueScope: 'organisation' as const, isSearchable: true }
    await saveClassAttribute.change({
      actor: SYSTEM_ACTOR,
      classId: ciClass.id,
      key: 'tag',
      values,
    })
    const attribute = await attributeOf(ciClass, 'tag')
    await rebuildAttributeIndex.handle({ attributeId: attribute.id })
    await rebuildAttributeIndex.handle({ attributeId: attribute.id })
    await attribute.refresh()
    assert.equal(attribute.indexState, 'ready')
    assert.lengthOf(await CiAttributeValue.query().where('attributeId', attribute.id), 3)
    assert.equal(await refusedField(create('Y')), 'attributes.tag')

    const user = await createUser({ roles: ['configuration_manager'] })
    const page = await client.get(`/ci-classes/${ciClass.code}`).loginAs(user).withInertia()
    const { attributes } = page.inertiaProps as { attributes: object[] }
    assert.containsSubset(attributes, [{ key: 'tag', doubledCount: 1 }])
  })

  test('§4.2 moving to another class keeps what fits and gives back what was lost', async ({
    client,
    assert,
  }) => {
    const from = await createClass()
    const to = await createClass()
    for (const each of [from, to]) await addAttribute(each, 'os', 'string', { isSearchable: true })
    await addAttribute(from, 'slot', 'string', { uniqueScope: 'organisation' })
    await addAttribute(from, 'size', 'int')
    await addAttribute(to, 'size', 'string')
    await addAttribute(to, 'owner_code', 'string', { isRequired: true })
    const attributes = { os: 'Debian', slot: 'A1', size: 3 }
    const item = await createConfigurationItem({ classCode: from.code, attributes })
    const user = await createUser({ roles: ['configuration_manager'] })
    const path = `/configuration-items/${item.number}`
    const preview = await client
      .get(`${path}/class-preview?class=${to.code}`)
      .loginAs(user)
      .accept('json')
    const keys = (part: string) => preview.body()[part].map(({ key }: { key: string }) => key)
    assert.deepEqual(keys('kept'), ['os'])
    assert.sameMembers(keys('dropped'), ['slot', 'size'])
    assert.deepEqual(keys('missing'), ['owner_code'])

    const put = (body: object) =>
      client
        .put(`${path}/class`)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json(body)
    const refused = await put({ classCode: to.code, version: 1 })
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'attributes.owner_code')
    ;(await put({ classCode: to.code, version: 1, attributes: { owner_code: 'K' } })).assertStatus(
      302
    )
    await item.refresh()
    assert.deepEqual(item.attributes, { os: 'Debian', owner_code: 'K' })
    const event = await AuditEvent.query()
      .where({ subjectType: 'configuration_item', subjectId: item.id })
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.deepInclude(event.changes, { field: 'attributes.size', before: 3, after: null })
    assert.deepEqual(await found(to, 'os', 'is', 'debian'), [item.name])
    assert.deepEqual(await found(from, 'os', 'is', 'debian'), [])

    const back = { actor: SYSTEM_ACTOR, principal: null, itemId: item.id, classCode: from.code }
    await moveItemToClass.handle(back)
    await item.refresh()
    assert.deepEqual(item.attributes, attributes)
    assert.deepEqual(Object.keys(item.setAside ?? {}), ['owner_code'])
  })

  test('a secret is shown by right alone, and each showing stands in the history', async ({
    client,
    assert,
  }) => {
    const ciClass = await createClass()
    await addAttribute(ciClass, 'pin', 'secret')
    const item = await createConfigurationItem({
      ...{ classCode: ciClass.code, attributes: { pin: 'swordfish' } },
    })
    const path = `/configuration-items/${item.number}`
    const user = await createUser({ roles: ['configuration_manager'] })
    const page = await client.get(path).loginAs(user).withInertia()
    assert.notInclude(JSON.stringify(page.inertiaProps), 'swordfish')
    assert.notInclude(JSON.stringify(page.inertiaProps), String(item.attributes.pin))
    assert.notInclude(JSON.stringify(item.attributes), 'swordfish')
    const show = (visitor: typeof user, key = 'pin') =>
      client.post(`${path}/secrets/${key}`).loginAs(visitor).withCsrfToken().accept('json')
    assert.equal((await show(user)).body().value, 'swordfish')
    ;(await show(user, 'os')).assertStatus(404)
    const lead = await createUser({ roles: ['team_lead'] })
    ;(await show(lead)).assertStatus(403)
    const again = { attributes: { pin: 'swordfish' } }
    await updateConfigurationItem.handle({ actor: SYSTEM_ACTOR, itemId: item.id, values: again })
    const events = await AuditEvent.query()
      .where({ subjectType: 'configuration_item', subjectId: item.id })
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['configuration_item.created', 'configuration_item.secret_shown']
    )
    assert.notInclude(JSON.stringify(events.map(({ changes }) => changes)), 'swordfish')
  })

  test('T2 an attribute names only items and people one may see, of the class it asks for', async ({
    client,
    assert,
  }) => {
    const ciClass = await createClass()
    await addAttribute(ciClass, 'host', 'reference', { referenceClass: 'server' })
    await addAttribute(ciClass, 'keeper', 'user')
    const organisation = await createOrganisation()
    const common = { organisationId: organisation.id }
    const item = await createConfigurationItem({ ...common, classCode: ciClass.code })
    const [server, router] = [
      await createConfigurationItem(common),
      await createConfigurationItem({ ...common, classCode: 'router' }),
    ]
    const foreign = await createConfigurationItem()
    const person = await createPerson(common)
    const stranger = await createPerson()
    const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
    let version = 1
    const patch = async (attributes: object) => {
      const response = await client
        .patch(`/configuration-items/${item.number}`)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ version, attributes })
      if (response.status() === 302) version += 1
      return response.status()
    }
    assert.equal(await patch({ host: foreign.id }), 422)
    assert.equal(await patch({ host: router.id }), 422)
    assert.equal(await patch({ keeper: stranger.id }), 422)
    assert.equal(await patch({ host: server.id, keeper: person.id }), 302)
    const page = await client.get(`/configuration-items/${item.number}`).loginAs(user).withInertia()
    assert.containsSubset((page.inertiaProps as { attributes: object[] }).attributes, [
      { key: 'host', named: { label: server.name, number: server.number } },
      { key: 'keeper', named: { label: person.displayName } },
    ])
  })
})

test.group('The only value, saved by several at once', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    return emptyDatabase
  })

  test('CFG-13 exactly one of parallel saves wins, and the queue builds the index', async ({
    assert,
  }) => {
    const ciClass = await createClass()
    await addAttribute(ciClass, 'tag', 'string', { uniqueScope: 'organisation' })
    await addAttribute(ciClass, 'os', 'string')
    const organisationId = (await createOrganisation()).id
    const attributes = { tag: 'T-1', os: 'Debian' }
    const saves = await Promise.all(
      Array.from({ length: 6 }, () =>
        refusedField(
          createConfigurationItem({ classCode: ciClass.code, organisationId, attributes })
        )
      )
    )
    assert.lengthOf(
      saves.filter((field) => field === null),
      1
    )
    assert.lengthOf(
      saves.filter((field) => field === 'attributes.tag'),
      5
    )
    assert.lengthOf(await ConfigurationItem.query().where('ciClassId', ciClass.id), 1)

    const values = { ...SETTINGS, isSearchable: true }
    await saveClassAttribute.change({ actor: SYSTEM_ACTOR, classId: ciClass.id, key: 'os', values })
    assert.equal((await attributeOf(ciClass, 'os')).indexState, 'building')
    await workOffQueue()
    assert.lengthOf(await found(ciClass, 'os', 'is', 'debian'), 1)
  }).timeout(20_000)
})
