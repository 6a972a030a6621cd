import { ARCHIVE_RETENTION } from '#cmdb/actions/archive_retention'
import { unrelateConfigurationItems } from '#cmdb/actions/unrelate_configuration_items'
import { MOST_DOCUMENTS } from '#cmdb/models/document_types'
import ConfigurationItem from '#cmdb/models/configuration_item'
import ItemDocument from '#cmdb/models/item_document'
import { itemReferences } from '#cmdb/queries/item_references'
import { VALUES } from '#cmdb/queries/removal_plan'
import { applyRetention } from '#core/actions/apply_retention'
import { saveRetentionRule } from '#core/actions/save_retention_rule'
import { sweepUploads } from '#core/actions/sweep_uploads'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import AuditEvent from '#core/models/audit_event'
import Upload from '#core/models/upload'
import { storagePath } from '#core/storage'
import type Organisation from '#directory/models/organisation'
import type User from '#directory/models/user'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import i18nManager from '@adonisjs/i18n/services/main'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime, Settings } from 'luxon'
import { existsSync } from 'node:fs'

type Values = Record<string, unknown>

test.group('The end of an item and its documents', (group) => {
  let organisation: Organisation
  let engineer: User
  let manager: User
  group.each.setup(async () => {
    const back = await wrapInTransaction()
    organisation = await createOrganisation({ code: 'END' })
    engineer = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
    manager = await createUser({ roles: ['configuration_manager'] })
    return back
  })
  group.each.teardown(() => {
    Settings.now = () => Date.now()
  })

  const itemIn = (status: 'retired' | 'in_use' | 'disposed', values: Values = {}) =>
    createConfigurationItem({ status, organisationId: organisation.id, ...values })
  const letDaysPass = (days: number) => {
    const later = DateTime.utc().plus({ days }).toMillis()
    Settings.now = () => later
  }

  function ask(client: ApiClient, user: User, method: 'put' | 'delete' | 'patch' | 'post') {
    return (address: string, values: Values = {}) =>
      client[method](address)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .header('accept-language', 'en')
        .redirects(0)
        .json(values)
  }

  async function listed(client: ApiClient, query = '') {
    const page = await client.get(`/configuration-items${query}`).loginAs(manager).withInertia()
    return (page.inertiaProps as { items: { name: string }[] }).items.map(({ name }) => name)
  }

  const actionsOf = async (id: number) =>
    (await AuditEvent.query().where({ subjectType: 'configuration_item', subjectId: id })).map(
      ({ action }) => action.split('.')[1]
    )

  test('CFG-04 an item at rest goes into the archive and out of lists and choices, and comes back', async ({
    client,
    assert,
  }) => {
    const [busy, old] = [
      await itemIn('in_use', { name: 'Busy' }),
      await itemIn('retired', { name: 'Old' }),
    ]
    const put = ask(client, engineer, 'put')
    const archive = (item: ConfigurationItem) => `/configuration-items/${item.number}/archive`
    ;(await put(archive(busy), { version: 1 })).assertStatus(422)
    ;(await put(archive(old), { version: 1 })).assertStatus(302)
    assert.deepEqual(await listed(client), ['Busy'])
    assert.deepEqual(await listed(client, '?archived=only'), ['Old'])
    assert.deepEqual(await listed(client, '?archived=with'), ['Busy', 'Old'])
    const choices = await client.get('/lookups/configuration-items?q=Old').loginAs(manager)
    assert.isEmpty(choices.body().options)
    // Whoever knows it by its number still reads it.
    ;(await client.get(`/configuration-items/${old.number}`).loginAs(manager)).assertStatus(200)

    const back = ask(client, engineer, 'delete')
    ;(await back(archive(old), { version: 1 })).assertStatus(409)
    ;(await back(archive(old), { version: 2 })).assertStatus(302)
    assert.deepEqual(await listed(client), ['Busy', 'Old'])
    assert.deepEqual(await actionsOf(old.id), ['created', 'archived', 'unarchived'])
  })

  test('CFG-04 the nightly job archives by the policy of the class, as its preview says', async ({
    client,
    assert,
  }) => {
    const vm = await itemIn('retired', { name: 'vm' })
    const laptop = await itemIn('disposed', { name: 'laptop', classCode: 'laptop' })
    await itemIn('in_use', { name: 'busy' })
    await db.from('ci_classes').where('code', 'laptop').update({ archive_after_days: 10 })
    const restFor = (days: number) =>
      db
        .from('configuration_items')
        .update({ status_changed_at: toSqlUtc(clock.now().minus({ days })) })
    await restFor(20)
    const due = async () => {
      const page = await client.get('/configuration-items/archiving').loginAs(manager).withInertia()
      return (page.inertiaProps as { items: { name: string }[] }).items.map(({ name }) => name)
    }
    assert.deepEqual(await due(), ['laptop'])
    // Off until somebody decides on it.
    await applyRetention.handle()
    assert.isNull((await laptop.refresh()).archivedAt)
    const { kind } = ARCHIVE_RETENTION
    await saveRetentionRule.handle({
      ...{ actor: SYSTEM_ACTOR, kind, days: 30, isOn: true, version: 0 },
    })
    assert.equal((await applyRetention.handle())[kind], 1)
    assert.isNotNull((await laptop.refresh()).archivedAt)
    assert.isNull((await vm.refresh()).archivedAt)
    assert.isEmpty(await due())
    await restFor(40)
    assert.deepEqual(await due(), ['vm'])
    assert.equal(await ARCHIVE_RETENTION.count(clock.now().minus({ days: 30 })), 1)
    assert.include(await actionsOf(laptop.id), 'archived')
  })

  test('CFG-04 deleting is refused with what holds the item, and needs its right', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('in_use')
    const other = await itemIn('in_use')
    const relation = await relate(other, item)
    // As it came from a system that did not ask.
    await db.from('configuration_items').where('id', item.id).update({ status: 'retired' })
    const address = `/configuration-items/${item.number}`
    const gone = { version: 1, reason: 'Twice in the list' }
    ;(await ask(client, engineer, 'delete')(address, gone)).assertStatus(403)
    const remove = ask(client, manager, 'delete')
    const plan = await client
      .get(`${address}/removal`)
      .loginAs(manager)
      .header('accept-language', 'en')
    assert.deepEqual(plan.body().holds, ['1 relation in force'])
    const refused = await remove(address, gone)
    refused.assertStatus(422)
    assert.match(refused.body().errors[0].message, /1 relation in force/)

    await unrelateConfigurationItems.handle({ actor: SYSTEM_ACTOR, relationId: relation.id })
    ;(await remove(address, { version: 1 })).assertStatus(422)
    const done = await remove(address, gone)
    done.assertStatus(302)
    done.assertHeader('location', `${address}/history`)
    assert.isNull(await ConfigurationItem.find(item.id))
    ;(await remove(`/configuration-items/${other.number}`, gone)).assertStatus(422)
  })

  test('CFG-04 the history of a deleted item is read under its number, by its client alone', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('retired', { name: 'Gone' })
    const address = `/configuration-items/${item.number}`
    await ask(client, manager, 'delete')(address, { version: 1, reason: 'Twice' })
    const led = await client.get(address).loginAs(engineer).redirects(0)
    led.assertHeader('location', `${address}/history`)
    const page = await client.get(`${address}/history`).loginAs(engineer).withInertia()
    const shown = page.inertiaProps as {
      item: { name: string }
      removedAt: string | null
      events: { action: string; reason: string | null }[]
    }
    assert.equal(shown.item.name, 'Gone')
    assert.isNotNull(shown.removedAt)
    assert.deepEqual(
      shown.events.map(({ action, reason }) => [action, reason]),
      [
        ['configuration_item.deleted', 'Twice'],
        ['configuration_item.created', null],
      ]
    )
    const foreign = await createOrganisation()
    const stranger = await createUser({ roles: ['agent_l2'], assignedTo: foreign })
    for (const door of [address, `${address}/history`]) {
      ;(await client.get(door).loginAs(stranger).redirects(0)).assertStatus(404)
    }
  })

  const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')

  function send(client: ApiClient, user: User, item: ConfigurationItem, content: Buffer) {
    return client
      .post(`/configuration-items/${item.number}/documents`)
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .file('file', content, { filename: 'manual of <host>.pdf' })
      .field('title', 'Manual')
      .field('kind', 'manual')
      .field('validUntil', '2031-05-01')
  }

  test('CFG-12 a file is kept with an item, sent as a file, and goes with its document', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('in_use')
    ;(await send(client, engineer, item, PDF)).assertStatus(302)
    const document = await ItemDocument.query().where('itemId', item.id).firstOrFail()
    assert.deepEqual(
      [document.title, document.kind, document.validUntil],
      ['Manual', 'manual', '2031-05-01']
    )
    const upload = await Upload.findOrFail(document.uploadId)
    // What a record holds is not swept.
    letDaysPass(30)
    await sweepUploads.handle()
    Settings.now = () => Date.now()
    const address = `/configuration-items/${item.number}/documents/${document.id}`
    const file = await client.get(`${address}/file`).loginAs(engineer)
    file.assertStatus(200)
    file.assertHeader('content-type', 'application/pdf')
    file.assertHeader('x-content-type-options', 'nosniff')
    assert.match(file.header('content-disposition')!, /^attachment; filename\*=UTF-8''manual/)
    const stranger = await createUser({
      ...{ roles: ['agent_l2'], assignedTo: await createOrganisation() },
    })
    ;(await client.get(`${address}/file`).loginAs(stranger)).assertStatus(404)
    const reader = await createUser({ roles: ['agent_l1'], assignedTo: organisation })
    ;(await send(client, reader, item, PDF)).assertStatus(403)

    const renamed = { title: 'Manual 2', kind: 'diagram' }
    ;(await ask(client, engineer, 'patch')(address, renamed)).assertStatus(302)
    ;(await ask(client, engineer, 'delete')(address)).assertStatus(302)
    assert.isFalse(existsSync(storagePath(upload.file)))
    assert.isNull(await Upload.find(upload.id))
    assert.deepEqual(await actionsOf(item.id), [
      ...['created', 'document_added', 'document_changed', 'document_removed'],
    ])
  })

  test('CFG-12 what is no document, no address or one too many is refused on its field', async ({
    client,
    assert,
  }) => {
    const item = await itemIn('in_use')
    const program = await send(client, engineer, item, Buffer.from([0x4d, 0x5a, 0, 1, 0xff, 0xfe]))
    program.assertStatus(422)
    assert.equal(program.body().errors[0].field, 'file')
    const post = ask(client, engineer, 'post')
    const door = `/configuration-items/${item.number}/documents`
    const link = { title: 'Wiki', kind: 'other', url: 'https://wiki.example.com/host' }
    const script = await post(door, { ...link, url: 'javascript:alert(1)' })
    assert.equal(script.body().errors[0].field, 'url')
    ;(await post(door, link)).assertStatus(302)
    const row = { item_id: item.id, title: 'x', kind: 'other', url: link.url }
    const now = '2026-01-01 00:00:00'
    const more = Array.from({ length: MOST_DOCUMENTS - 1 }, () => ({
      ...row,
      ...{ created_at: now, updated_at: now },
    }))
    await db.table('item_documents').multiInsert(more)
    ;(await post(door, link)).assertStatus(422)
  })

  test('CFG-04 CFG-12 the files of a deleted item are let go', async ({ client, assert }) => {
    const item = await itemIn('disposed')
    ;(await send(client, engineer, item, PDF)).assertStatus(302)
    const [upload] = await Upload.query().orderBy('id', 'desc').limit(1)
    const gone = { version: 1, reason: 'Law' }
    const address = `/configuration-items/${item.number}`
    const plan = await client.get(`${address}/removal`).loginAs(manager)
    assert.lengthOf(plan.body().goes, 1)
    ;(await ask(client, manager, 'delete')(address, gone)).assertStatus(302)
    letDaysPass(30)
    await sweepUploads.handle()
    assert.isFalse(existsSync(storagePath(upload!.file)))
  })

  test('CFG-04 whatever goes with an item, or holds it, has words in both languages', ({
    assert,
  }) => {
    const told = itemReferences().filter(({ table }) => !VALUES.has(table))
    assert.isAbove(told.length, 8)
    for (const language of ['ru', 'en']) {
      const words = i18nManager.locale(language)
      const missing = told.filter(({ table }) => !words.hasMessage(`ci_removal.table.${table}`))
      assert.deepEqual(missing, [])
    }
  })
})
