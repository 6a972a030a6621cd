import { BULK_EDIT_RETENTION } from '#cmdb/actions/bulk_edit_retention'
import { draftBulkEdit } from '#cmdb/actions/draft_bulk_edit'
import { lockItemField } from '#cmdb/actions/lock_item_field'
import {
  giveUpPreview,
  previewBulkEdit,
  PREVIEWED_AT_ONCE,
  requestBulkPreview,
} from '#cmdb/actions/preview_bulk_edit'
import { requestBulkEdit } from '#cmdb/actions/request_bulk_edit'
import { AT_ONCE, runBulkEdit } from '#cmdb/actions/run_bulk_edit'
import { undoBulkEdit } from '#cmdb/actions/undo_bulk_edit'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { addItems } from '#cmdb/actions/write_items'
import BulkEdit from '#cmdb/models/bulk_edit'
import BulkEditItem from '#cmdb/models/bulk_edit_item'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type { FieldEdit } from '#cmdb/workflow/bulk_edit'
import { clock } from '#core/clock'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import { inTransaction } from '#core/transaction'
import Site from '#directory/models/site'
import type User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import { addAttribute, createClass } from '#tests/helpers/ci_classes'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import emitter from '@adonisjs/core/services/emitter'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

async function createPark() {
  const organisation = await createOrganisation()
  const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
  const create = (name: string, given: object = {}) =>
    createConfigurationItem({ organisationId: organisation.id, name, ...given })
  return { organisation, user, create }
}

type Edits = (Omit<FieldEdit, 'value'> & { value?: FieldEdit['value'] })[]

async function draft(user: User, items: { id: number }[]) {
  const principal = (await loadPrincipal(user.id))!
  const ids = items.map(({ id }) => id)
  return { principal, bulkEdit: await draftBulkEdit.handle({ principal, scope: { ids } }) }
}

async function preview(user: User, items: { id: number }[], edits: Edits, reason = 'Moved') {
  const { principal, bulkEdit } = await draft(user, items)
  const given = edits.map(({ value = null, ...edit }) => ({ ...edit, value }))
  const input = { principal, bulkEditId: bulkEdit.id, edits: given, reason }
  await requestBulkPreview.handle(input)
  return { principal, bulkEdit: await bulkEdit.refresh() }
}

async function problemsOf(bulkEdit: BulkEdit, item: { id: number }) {
  const row = await BulkEditItem.query()
    .where({ bulkEditId: bulkEdit.id, itemId: item.id })
    .firstOrFail()
  return row.problems.map(({ field, key }) => `${field} ${key}`)
}

const eventsOf = (item: { id: number }) =>
  AuditEvent.query()
    .where({ subjectType: 'configuration_item', subjectId: item.id })
    .whereNotNull('request_id')
    .orderBy('id')

test.group('Bulk edits of items', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-05 many items get the same edit, each with its own history under one id', async ({
    client,
    assert,
  }) => {
    const { organisation, user, create } = await createPark()
    const [one, two, same] = [
      await create('one', { tags: 'backup' }),
      await create('two', { vendor: 'Aquarius' }),
      await create('same', { environment: 'test', tags: 'backup, moscow' }),
    ]
    const send = (method: 'post' | 'put', path: string, body: object) =>
      client[method](`/configuration-items/bulk-edits${path}`)
        .loginAs(user)
        .withCsrfToken()
        .withInertia()
        .redirects(0)
        .json(body)
    const show = async (path: string) =>
      (await client.get(`/configuration-items/bulk-edits${path}`).loginAs(user).withInertia())
        .inertiaProps as {
        bulkEdit: BulkEdit
        edits: { label: string; value: string; mode: string }[]
        list: { rows: { name: string; outcome: string | null; changes: unknown[] }[] }
      }

    const where = `organisation~is~${organisation.id}`
    await send('post', '', { query: { where } })
    const { id } = await BulkEdit.query().orderBy('id', 'desc').firstOrFail()
    await send('put', `/${id}`, {
      edits: [
        { field: 'environment', mode: 'set', value: 'test' },
        { field: 'tags', mode: 'add', value: ['Moscow', 'backup'] },
        { field: 'vendor', mode: 'clear' },
      ],
      reason: 'The park moves',
    })
    const { bulkEdit, list } = await show(`/${id}?plan=change`)
    assert.deepEqual(bulkEdit.counts, {
      ...{ leftOut: 0, plan: { change: 2, unchanged: 1, refused: 0 } },
    })
    assert.lengthOf(list.rows, 2)
    assert.equal((await one.refresh()).version, 1)

    await send('post', `/${id}/run`, {})
    const done = await show(`/${id}`)
    assert.deepEqual(done.bulkEdit.counts!.outcome, {
      ...{ changed: 2, unchanged: 1, refused: 0, stale: 0 },
    })
    assert.deepEqual(done.edits.slice(0, 2), [
      { field: 'environment', label: 'Environment', value: 'Test', mode: 'set' } as never,
      { field: 'tags', label: 'Tags', value: 'backup, moscow', mode: 'add' } as never,
    ])
    await Promise.all([one, two, same].map((item) => item.refresh()))
    assert.deepEqual([one.tags, one.environment], ['backup, moscow', 'test'])
    assert.deepEqual([two.tags, two.vendor, two.version], ['backup, moscow', null, 2])
    assert.equal(same.version, 1)
    const [told] = await eventsOf(one)
    assert.equal(told!.requestId, `bulk-edit-${id}`)
    assert.equal(told!.reason, 'The park moves')
    assert.deepEqual(told!.changes, [
      { field: 'environment', before: 'prod', after: 'test' },
      { field: 'tags', before: 'backup', after: 'backup, moscow' },
    ])
    // Once is enough.
    await send('post', `/${id}/run`, {})
    assert.lengthOf(await eventsOf(one), 1)
  })

  test('T2 items of others are not in the set, and a bulk edit is its owner’s alone', async ({
    client,
    assert,
  }) => {
    const { user, create } = await createPark()
    const own = await create('own')
    const foreign = await createConfigurationItem({ name: 'foreign' })
    const { bulkEdit } = await draft(user, [own, foreign])
    const rows = await BulkEditItem.query().where('bulkEditId', bulkEdit.id)
    assert.deepEqual(
      rows.map(({ itemId }) => itemId),
      [own.id]
    )
    await assert.rejects(() => draft(user, [foreign]))

    const other = await createUser({ roles: ['configuration_manager'] })
    const response = await client
      .get(`/configuration-items/bulk-edits/${bulkEdit.id}`)
      .loginAs(other)
      .withInertia()
    response.assertStatus(404)
    // Rights that went since the preview are gone when it is carried out.
    const { principal } = await preview(user, [own], [{ field: 'vendor', mode: 'set', value: 'X' }])
    const { id } = await BulkEdit.query().orderBy('id', 'desc').firstOrFail()
    await own.merge({ organisationId: foreign.organisationId }).save()
    await requestBulkEdit.handle({ principal, bulkEditId: id })
    const done = await BulkEdit.findOrFail(id)
    assert.equal(done.counts!.outcome!.refused, 1)
    assert.isNull((await own.refresh()).vendor)
  })

  test('CFG-15 CFG-13 what one item’s form refuses is refused, with the reason', async ({
    assert,
  }) => {
    const { organisation, user, create } = await createPark()
    const parent = await createClass()
    await addAttribute(parent, 'zones', 'multi_enum', {
      options: ['a', 'b', 'c'].map((value) => ({ value, labelRu: value, labelEn: value })),
    })
    await addAttribute(parent, 'note', 'string')
    const strict = await createClass({ parent: parent.code, isChangeControlled: true })
    const plain = await create('plain', {
      ...{ classCode: parent.code, attributes: { zones: ['a'] } },
    })
    const controlled = await create('controlled', { classCode: strict.code })
    const locked = await create('locked', { classCode: parent.code })
    const lock = { itemId: locked.id, field: 'attributes.note', isLocked: true }
    await lockItemField.handle({ actor: SYSTEM_ACTOR, ...lock })
    const elsewhere = await Site.create({
      ...{ organisationId: organisation.id, name: 'Here' },
      ...{ timeZone: 'Europe/Moscow', isActive: false },
    })

    const { bulkEdit, principal } = await preview(
      user,
      [plain, controlled, locked],
      [
        { field: 'status', mode: 'set', value: 'faulty' },
        { field: 'attributes.note', mode: 'set', value: 'new' },
        { field: 'attributes.zones', mode: 'add', value: ['b'] },
      ]
    )
    assert.deepEqual(bulkEdit.counts!.plan, { change: 1, unchanged: 0, refused: 2 })
    assert.deepEqual(await problemsOf(bulkEdit, controlled), [
      'status cmdb.errors.change_controlled',
    ])
    assert.deepEqual(await problemsOf(bulkEdit, locked), [
      'attributes.note bulk_edits.problems.locked',
    ])
    await requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
    await Promise.all([plain, controlled].map((item) => item.refresh()))
    assert.deepEqual(plain.attributes, { zones: ['a', 'b'], note: 'new' })
    assert.equal(plain.status, 'faulty')
    assert.equal(controlled.status, 'in_use')

    // §4.6: from faulty an item goes into repair first.
    const shortcut = { field: 'status', mode: 'set', value: 'in_use' } as const
    const { bulkEdit: skipped } = await preview(user, [plain], [shortcut])
    assert.deepEqual(await problemsOf(skipped, plain), ['status ci_lifecycle.refusals.table'])

    const site = { field: 'siteId', mode: 'set', value: elsewhere.id } as const
    const away = await preview(user, [plain], [site])
    assert.deepEqual(await problemsOf(away.bulkEdit, plain), ['siteId errors.reference_not_found'])
  })

  test('§4.8 one of several addresses is added and taken away, the others stay', async ({
    assert,
  }) => {
    const { organisation, user } = await createPark()
    const ciClass = await createClass()
    await addAttribute(ciClass, 'addresses', 'ip', { isMultiple: true })
    const item = await createConfigurationItem({
      ...{ organisationId: organisation.id, classCode: ciClass.code },
      attributes: { addresses: ['10.0.0.1', '10.0.0.2'] },
    })
    const apply = async (mode: 'add' | 'remove', value: string[]) => {
      const edits = [{ field: 'attributes.addresses', mode, value }]
      const { principal, bulkEdit } = await preview(user, [item], edits)
      await requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
      return (await item.refresh()).attributes.addresses
    }
    assert.deepEqual(await apply('add', ['10.0.0.3']), ['10.0.0.1', '10.0.0.2', '10.0.0.3'])
    assert.deepEqual(await apply('remove', ['10.0.0.1']), ['10.0.0.2', '10.0.0.3'])
  })

  test('what the form of a bulk edit refuses stands on its field', async ({ client, assert }) => {
    const { user, create } = await createPark()
    const parent = await createClass()
    await addAttribute(parent, 'code', 'string', { uniqueScope: 'class' })
    await addAttribute(parent, 'door', 'secret')
    const item = await create('one', { classCode: parent.code })
    const { bulkEdit } = await draft(user, [item])
    const errorsOf = async (...edits: object[]) => {
      const response = await client
        .put(`/configuration-items/bulk-edits/${bulkEdit.id}`)
        .loginAs(user)
        .withCsrfToken()
        .header('accept', 'application/json')
        .json({ edits })
      const { errors } = response.body() as { errors?: { field: string }[] }
      return (errors ?? []).map(({ field }) => field)
    }
    const set = (field: string, value: unknown) => ({ field, mode: 'set', value })
    assert.deepEqual(await errorsOf(set('name', 'x')), ['edits.0.field'])
    assert.deepEqual(await errorsOf(set('attributes.code', 'x')), ['edits.0.field'])
    assert.deepEqual(await errorsOf(set('attributes.door', 'x')), ['edits.0.field'])
    assert.deepEqual(await errorsOf(set('status', 'gone')), ['edits.0.value'])
    assert.deepEqual(await errorsOf(set('vendor', 'A'), set('vendor', 'B')), ['edits.1.field'])
    assert.deepEqual(await errorsOf(set('tags', ['x'.repeat(41)])), ['edits.0.value'])
    assert.isUndefined((await bulkEdit.refresh()).counts!.plan)
  })

  test('G-15 an item that somebody edited after the preview is left alone', async ({ assert }) => {
    const { user, create } = await createPark()
    const [one, two] = [await create('one'), await create('two')]
    const edit = { field: 'vendor', mode: 'set', value: 'Aquarius' } as const
    const { bulkEdit, principal } = await preview(user, [one, two], [edit])
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: one.id, values: { vendor: 'Yadro' } },
    })
    await requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
    assert.deepEqual((await bulkEdit.refresh()).counts!.outcome, {
      ...{ changed: 1, unchanged: 0, refused: 0, stale: 1 },
    })
    assert.equal((await one.refresh()).vendor, 'Yadro')
    assert.equal((await two.refresh()).vendor, 'Aquarius')
  })

  test('as many statements for many items as for few', async ({ assert }) => {
    const { organisation, user, create } = await createPark()
    const owner = await createPerson({ organisationId: organisation.id })
    const items = []
    for (let n = 0; n < 12; n += 1) items.push(await create(`item ${n}`))
    const edits: Edits = [
      { field: 'criticality', mode: 'set', value: 2 },
      { field: 'tags', mode: 'add', value: ['x'] },
      { field: 'ownerPersonId', mode: 'set', value: owner.id },
    ]
    const countOf = async (some: { id: number }[]) => {
      const { bulkEdit, principal } = await preview(user, some, edits)
      let count = 0
      const listen = () => void (count += 1)
      emitter.on('db:query', listen)
      await requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
      emitter.off('db:query', listen)
      assert.equal((await bulkEdit.refresh()).counts!.outcome!.changed, some.length)
      return count
    }
    const few = await countOf(items.slice(0, 2))
    assert.equal(await countOf(items.slice(2)), few)
  })
})

test.group('Bulk edits at work', (group) => {
  group.each.setup(emptyDatabase)
  group.each.teardown(emptyDatabase)

  test('of two edits of the same items at once neither overwrites the other', async ({
    assert,
  }) => {
    const { user, create } = await createPark()
    const other = await createUser({ roles: ['configuration_manager'] })
    const items = [await create('one'), await create('two'), await create('three')]
    const by = (who: User, value: string) =>
      preview(who, items, [{ field: 'tags', mode: 'add', value: [value] }])
    const both = [await by(user, 'left'), await by(other, 'right')]
    await Promise.all(
      both.map(({ principal, bulkEdit }) =>
        requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
      )
    )
    const outcomes = await Promise.all(
      both.map(async ({ bulkEdit }) => (await bulkEdit.refresh()).counts!.outcome!)
    )
    assert.sameDeepMembers(
      outcomes.map(({ changed, stale }) => [changed, stale]),
      [
        [3, 0],
        [0, 3],
      ]
    )
    const tags = new Set((await ConfigurationItem.all()).map((item) => item.tags))
    assert.equal(tags.size, 1)
    assert.lengthOf(await db.from('ci_tags'), 3)
  })

  test('the preview of very many is made in the background, tells how far it is, and comes back as a draft', async ({
    assert,
  }) => {
    const { organisation, user, create } = await createPark()
    const { ciClassId: classId } = await create('first')
    const more = Array.from({ length: PREVIEWED_AT_ONCE }, (_, n) => ({
      ...{ classId, organisationId: organisation.id, writes: { name: `item ${n}` } },
    }))
    await inTransaction((trx) => addItems(trx, more, { actor: SYSTEM_ACTOR }))
    const edit = { field: 'vendor', mode: 'set', value: 'Aquarius' } as const
    const all = await ConfigurationItem.all()
    const { principal, bulkEdit } = await preview(user, all, [edit])
    assert.equal(bulkEdit.state, 'previewing')
    assert.isUndefined(bulkEdit.counts!.plan)
    await assert.rejects(
      () => requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id }),
      'bulk_edits.refusals.moved_on'
    )
    await giveUpPreview(bulkEdit.id)
    assert.equal((await bulkEdit.refresh()).state, 'draft')

    const again = { principal, bulkEditId: bulkEdit.id, edits: [edit], reason: null }
    await requestBulkPreview.handle(again)
    await previewBulkEdit.inBackground(bulkEdit.id)
    await bulkEdit.refresh()
    assert.equal(bulkEdit.state, 'draft')
    assert.deepEqual(bulkEdit.counts!.plan, { change: all.length, unchanged: 0, refused: 0 })
  })

  test('more than a portion is done in the background, and taken up after a break', async ({
    assert,
  }) => {
    const { organisation, user, create } = await createPark()
    const { ciClassId: classId } = await create('first')
    const more = Array.from({ length: AT_ONCE }, (_, n) => ({
      ...{ classId, organisationId: organisation.id, writes: { name: `item ${n}` } },
    }))
    await inTransaction((trx) => addItems(trx, more, { actor: SYSTEM_ACTOR }))
    const edit = { field: 'vendor', mode: 'set', value: 'Aquarius' } as const
    const { principal, bulkEdit } = await preview(user, await ConfigurationItem.all(), [edit])
    await requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
    assert.equal((await bulkEdit.refresh()).state, 'running')

    // A worker that dies after a portion, then two that begin together.
    await inTransaction((trx) => runBulkEdit.within(trx, bulkEdit.id, principal))
    assert.equal((await bulkEdit.refresh()).progressDone, AT_ONCE)
    await Promise.all([runBulkEdit.handle(bulkEdit.id), runBulkEdit.handle(bulkEdit.id)])
    await bulkEdit.refresh()
    assert.deepEqual([bulkEdit.state, bulkEdit.progressDone], ['done', AT_ONCE + 1])
    assert.equal(bulkEdit.counts!.outcome!.changed, AT_ONCE + 1)
    const versions = await ConfigurationItem.query().distinct('version')
    assert.deepEqual(
      versions.map(({ version }) => version),
      [2]
    )
    const told = await AuditEvent.query().where('request_id', `bulk-edit-${bulkEdit.id}`)
    assert.lengthOf(
      told.filter(({ subjectType }) => subjectType === 'configuration_item'),
      AT_ONCE + 1
    )
  })
})

test.group('A bulk edit taken back', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-05 values nobody changed since are what they were, the rest stays and is told', async ({
    client,
    assert,
  }) => {
    const { user, create } = await createPark()
    const [plain, touched, gone] = [
      await create('plain', { vendor: 'Dell', tags: 'old' }),
      await create('touched', { vendor: 'HP' }),
      await create('gone', { vendor: 'Aquarius' }),
    ]
    const { principal, bulkEdit } = await preview(
      user,
      [plain, touched, gone],
      [
        { field: 'vendor', mode: 'set', value: 'Yadro' },
        { field: 'tags', mode: 'add', value: ['new'] },
      ]
    )
    const address = `/configuration-items/bulk-edits/${bulkEdit.id}/run`
    const undo = () =>
      client.delete(address).loginAs(user).withCsrfToken().accept('json').redirects(0)
    ;(await undo()).assertStatus(422)
    await requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: touched.id, values: { vendor: 'Lenovo' } },
    })
    await db.from('configuration_items').where('id', gone.id).delete()
    ;(await undo()).assertStatus(302)
    await bulkEdit.refresh()
    assert.equal(bulkEdit.state, 'undone')
    assert.containsSubset(bulkEdit.counts!.outcome, { changed: 0, restored: 1, kept: 1 })
    await Promise.all([plain, touched].map((item) => item.refresh()))
    assert.deepEqual([plain.vendor, plain.tags], ['Dell', 'old'])
    assert.deepEqual([touched.vendor, touched.tags], ['Lenovo', null])
    assert.deepEqual(await problemsOf(bulkEdit, touched), ['vendor ci_imports.undo.changed_since'])
    const last = (await eventsOf(plain)).at(-1)!
    assert.equal(last.action, 'configuration_item.restored')
    assert.sameDeepMembers(last.changes, [
      { field: 'vendor', before: 'Yadro', after: 'Dell' },
      { field: 'tags', before: 'new, old', after: 'old' },
    ])
    const page = await client
      .get(`/configuration-items/bulk-edits/${bulkEdit.id}`)
      .loginAs(user)
      .withInertia()
    page.assertStatus(200)
    ;(await undo()).assertStatus(422)
  })

  test('§4.6 CFG-05 no item comes back to a status whose guard does not hold any more', async ({
    assert,
  }) => {
    const { organisation, create } = await createPark()
    const manager = await createUser({ roles: ['configuration_manager'] })
    const of = { organisationId: organisation.id, classCode: 'physical_server' }
    const [needed, free] = [
      await createConfigurationItem({ ...of, name: 'needed', status: 'retired' }),
      await createConfigurationItem({ ...of, name: 'free', status: 'retired' }),
    ]
    const { principal, bulkEdit } = await preview(
      manager,
      [needed, free],
      [
        { field: 'status', mode: 'set', value: 'missing' },
        { field: 'vendor', mode: 'set', value: 'Yadro' },
      ]
    )
    await requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
    await relate(await create('consumer'), needed)
    await undoBulkEdit.request({ principal, bulkEditId: bulkEdit.id })
    for (const item of [needed, free]) await item.refresh()
    assert.deepEqual([free.status, free.vendor], ['retired', null])
    assert.deepEqual([needed.status, needed.vendor], ['missing', 'Yadro'])
    assert.deepEqual(await problemsOf(bulkEdit, needed), [
      'status ci_lifecycle.refusals.dependants',
    ])
    await bulkEdit.refresh()
    assert.containsSubset(bulkEdit.counts!.outcome, { restored: 1, kept: 1 })
    const last = (await eventsOf(needed)).at(-1)!
    assert.equal(last.action, 'configuration_item.updated')
  })

  test('§4.6 what was disposed of together does not come back', async ({ assert }) => {
    const { organisation } = await createPark()
    const manager = await createUser({ roles: ['configuration_manager'] })
    const item = await createConfigurationItem({
      ...{ organisationId: organisation.id, classCode: 'physical_server', status: 'retired' },
    })
    const edits: Edits = [{ field: 'status', mode: 'set', value: 'disposed' }]
    const { principal, bulkEdit } = await preview(manager, [item], edits, 'Act 7')
    await requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
    await undoBulkEdit.request({ principal, bulkEditId: bulkEdit.id })
    assert.equal((await item.refresh()).status, 'disposed')
    assert.deepEqual(await problemsOf(bulkEdit, item), ['status ci_lifecycle.refusals.terminal'])
  })

  test('CFG-05 what one may no longer edit stays, and another person’s edit is unknown', async ({
    client,
    assert,
  }) => {
    const { user, create } = await createPark()
    const item = await create('plain', { vendor: 'Dell' })
    const { principal, bulkEdit } = await preview(
      user,
      [item],
      [{ field: 'vendor', mode: 'set', value: 'Yadro' }]
    )
    await requestBulkEdit.handle({ principal, bulkEditId: bulkEdit.id })
    const other = await createUser({ roles: ['configuration_manager'] })
    const answer = await client
      .delete(`/configuration-items/bulk-edits/${bulkEdit.id}/run`)
      .loginAs(other)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
    answer.assertStatus(404)
    await db.from('role_assignments').where('user_id', user.id).delete()
    const powerless = (await loadPrincipal(user.id))!
    await undoBulkEdit.request({ principal: powerless, bulkEditId: bulkEdit.id })
    assert.deepEqual(await problemsOf(bulkEdit, item), ['null bulk_edits.problems.not_yours'])
    assert.equal((await item.refresh()).vendor, 'Yadro')
  })

  test('CFG-05 old bulk edits go by their rule of retention, one at work stays', async ({
    assert,
  }) => {
    const { user, create } = await createPark()
    const item = await create('plain', { vendor: 'Dell' })
    const make = async (state: 'done' | 'running' | 'undone') => {
      const { bulkEdit } = await preview(
        user,
        [item],
        [{ field: 'vendor', mode: 'set', value: 'X' }]
      )
      await bulkEdit.merge({ state }).save()
      await db
        .from('bulk_edits')
        .where('id', bulkEdit.id)
        .update({ updated_at: '2020-01-01 00:00:00' })
      return bulkEdit
    }
    const [done, running, undone] = [
      await make('done'),
      await make('running'),
      await make('undone'),
    ]
    const { bulkEdit: fresh } = await draft(user, [item])
    const before = clock.now().minus({ days: 180 })
    assert.equal(await BULK_EDIT_RETENTION.count(before), 2)
    for await (const n of BULK_EDIT_RETENTION.purge(before)) assert.equal(n, 2)
    const left = await BulkEdit.query().orderBy('id')
    assert.deepEqual(
      left.map(({ id }) => id),
      [running.id, fresh.id]
    )
    assert.lengthOf(await BulkEditItem.query().whereIn('bulkEditId', [done.id, undone.id]), 0)
  })
})
