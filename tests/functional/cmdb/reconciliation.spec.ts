import { lockItemField } from '#cmdb/actions/lock_item_field'
import { mergeItems } from '#cmdb/actions/merge_items'
import { itemReferences } from '#cmdb/queries/item_references'
import type { ItemEvent } from '#cmdb/queries/item_history'
import CiRelation from '#cmdb/models/ci_relation'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { itemOrigins } from '#cmdb/queries/item_origins'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { originsOf, writeOrigins } from '#cmdb/actions/write_origins'
import { SYSTEM_ACTOR } from '#core/actor'
import { inTransaction } from '#core/transaction'
import AuditEvent from '#core/models/audit_event'
import type Organisation from '#directory/models/organisation'
import type User from '#directory/models/user'
import { addAttribute, createClass } from '#tests/helpers/ci_classes'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { ItemJourney } from '#tests/helpers/item_import'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { forgetUploads } from '#tests/helpers/spreadsheets'
import { statuses } from '#tests/helpers/people_import'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

test.group('Where values come from', (group) => {
  let acme: Organisation
  let manager: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    acme = await createOrganisation({ code: 'ACME', name: 'Acme' })
    manager = await createUser({ roles: ['configuration_manager'] })
  })
  group.each.teardown(forgetUploads)

  test('§4.8 a file, then a person: each is the origin of what it wrote', async ({
    client,
    assert,
  }) => {
    await new ItemJourney(client, manager, { organisationId: acme.id }).import([
      ['Name', 'Vendor', 'Model'],
      ['nb-1', 'Dell', 'XPS'],
    ])
    const item = await ConfigurationItem.findByOrFail('name', 'nb-1')
    const edit = { actor: SYSTEM_ACTOR, itemId: item.id, values: { model: 'Latitude' } }
    await updateConfigurationItem.handle(edit)
    const origins = (await itemOrigins([item.id])).get(item.id)!
    assert.equal(origins.vendor!.source, 'import')
    assert.equal(origins.model!.source, 'manual')
  })

  test('§4.8 a locked field stays, the preview says so, and the refusal is kept for the report', async ({
    client,
    assert,
  }) => {
    const item = await createConfigurationItem({
      organisationId: acme.id,
      name: 'nb-1',
      vendor: 'HP',
    })
    const locks = `/configuration-items/${item.number}/locks`
    const lock = await client
      .put(locks)
      .loginAs(manager)
      .withCsrfToken()
      .redirects(0)
      .json({ field: 'vendor', isLocked: true })
    lock.assertStatus(302)
    const journey = new ItemJourney(client, manager, { organisationId: acme.id })
    const table = [
      ['Name', 'Vendor', 'Model'],
      ['nb-1', 'Dell', 'XPS'],
    ]
    const { rows } = await journey.preview(table)
    assert.deepEqual(rows[0]!.cells.vendor, { after: 'HP', keptBy: 'locked' })
    await journey.import(table)
    await item.refresh()
    assert.deepEqual([item.vendor, item.model], ['HP', 'XPS'])
    const finding = await db.from('ci_findings').where('kind', 'refused').firstOrFail()
    assert.equal(finding.item_id, item.id)
    const again = await journey.preview(table)
    assert.deepEqual(statuses(again.rows), ['unchanged'])
    const events = await AuditEvent.query().where('action', 'configuration_item.field_locked')
    assert.lengthOf(events, 1)
    const address = `/configuration-items/${item.number}/history`
    const history = await client.get(address).loginAs(manager).withInertia()
    const told = (history.inertiaProps as { events: ItemEvent[] }).events
    const locked = told.find(({ action }) => action === 'configuration_item.field_locked')!
    assert.deepEqual(
      locked.changes.map(({ label, after }) => [label, after?.text]),
      [['Locked against sources', 'Vendor']]
    )
    const page = await client.get('/configuration-items/findings').loginAs(manager).withInertia()
    page.assertStatus(200)
  })

  test('§4.8 a person is the origin of an attribute that keeps no history, too', async ({
    assert,
  }) => {
    const ciClass = await createClass()
    await addAttribute(ciClass, 'pages', 'int', { keepsHistory: false })
    const of = { organisationId: acme.id, classCode: ciClass.code }
    const item = await createConfigurationItem({ ...of, attributes: { pages: 10 } })
    const edit = { itemId: item.id, values: { attributes: { pages: 20 } } }
    await updateConfigurationItem.handle({ actor: SYSTEM_ACTOR, ...edit })
    const origin = async () => (await itemOrigins([item.id])).get(item.id)?.['attributes.pages']
    assert.equal((await origin())?.source, 'manual')
    assert.equal((await item.refresh()).version, 1)
  })

  test('CFG-11 a finding is closed once, told in history, and hidden from other organisations', async ({
    client,
    assert,
  }) => {
    const now = '2026-01-01 00:00:00'
    const [id] = await db.table('ci_findings').insert({
      ...{ kind: 'duplicate', organisation_id: acme.id, source_code: 'import', label: 'x' },
      ...{ details: '{}', fingerprint: 'x', state: 'open', times: 1 },
      ...{ created_at: now, last_seen_at: now },
    })
    const other = await createOrganisation()
    const stranger = await createUser({ roles: ['agent_l2'], assignedTo: other })
    const close = (user: User) =>
      client
        .put(`/configuration-items/findings/${id}`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .json({ state: 'resolved' })
    const refused = await close(stranger)
    refused.assertStatus(404)
    const answer = await close(manager)
    answer.assertStatus(302)
    assert.equal((await db.from('ci_findings').where('id', id!).first()).state, 'resolved')
    assert.lengthOf(await AuditEvent.query().where('action', 'ci_finding.resolved'), 1)
  })
})

test.group('Merge of items', (group) => {
  group.each.setup(wrapInTransaction)

  test('relations, former numbers and history move, twins and loops vanish, the number leads on', async ({
    client,
    assert,
  }) => {
    const acme = await createOrganisation()
    const manager = await createUser({ roles: ['configuration_manager'] })
    const org = { organisationId: acme.id }
    const kept = await createConfigurationItem({ ...org, name: 'esx', vendor: 'HPE' })
    const merged = await createConfigurationItem({
      ...org,
      name: 'esx-1',
      vendor: 'HP',
      model: 'DL380',
    })
    const [one, two] = [await createConfigurationItem(org), await createConfigurationItem(org)]
    await relate(one, kept)
    await relate(one, merged)
    await relate(merged, two)
    await relate(kept, merged)
    const address = `/configuration-items/${kept.number}/merge`
    const asked = await client
      .get(`${address}?with=${merged.number}`)
      .loginAs(manager)
      .withInertia()
    asked.assertStatus(200)
    const { preview } = asked.inertiaProps as { preview: { fields: { field: string }[] } }
    assert.deepEqual(
      preview.fields.map(({ field }) => field),
      ['name', 'vendor', 'model']
    )
    const answer = await client
      .post(address)
      .loginAs(manager)
      .withCsrfToken()
      .redirects(0)
      .json({ otherNumber: merged.number, version: 1, otherVersion: 1, taken: ['name'] })
    answer.assertStatus(302)

    await kept.refresh()
    assert.deepEqual([kept.name, kept.vendor, kept.model], ['esx-1', 'HPE', 'DL380'])
    assert.isNull(await ConfigurationItem.find(merged.id))
    const relations = await CiRelation.query().orderBy('id')
    assert.deepEqual(
      relations.map(({ sourceId, targetId }) => [sourceId, targetId]),
      [
        [one.id, kept.id],
        [kept.id, two.id],
      ]
    )
    const told = await AuditEvent.query()
      .where({ subjectType: 'configuration_item', subjectId: two.id })
      .orderBy('id')
    assert.deepEqual(
      told
        .slice(-2)
        .map(({ action, changes }) => [action, changes[0]!.before ?? changes[0]!.after]),
      [
        [
          'configuration_item.unrelated',
          { type: 'depends_on', direction: 'inverse', itemId: merged.id },
        ],
        [
          'configuration_item.related',
          { type: 'depends_on', direction: 'inverse', itemId: kept.id },
        ],
      ]
    )
    const own = await AuditEvent.query().where('subjectType', 'ci_relation').orderBy('id')
    assert.includeMembers(
      own.map(({ action, subjectId }) => `${action} ${subjectId}`),
      [`ci_relation.unrelated ${relations[1]!.id}`, `ci_relation.related ${relations[1]!.id}`]
    )
    const moved = await client
      .get(`/configuration-items/${merged.number}`)
      .loginAs(manager)
      .redirects(0)
    moved.assertStatus(302)
    assert.include(moved.header('location'), kept.number)
    const page = await client
      .get(`/configuration-items/${kept.number}`)
      .loginAs(manager)
      .withInertia()
    page.assertStatus(200)
    const { history } = page.inertiaProps as { history: { action: string }[] }
    const created = history.filter(({ action }) => action === 'configuration_item.created')
    assert.lengthOf(created, 2)
  })

  test('§4.8 values that win keep who named them; a lock of the one that remains stays', async ({
    assert,
  }) => {
    const org = { organisationId: (await createOrganisation()).id }
    const kept = await createConfigurationItem({ ...org, name: 'esx', vendor: 'HPE' })
    const merged = await createConfigurationItem({
      ...{ ...org, name: 'esx-1', vendor: 'HP', model: 'DL380', environment: 'test' },
    })
    const origin = (source: string) => ({ source, at: '2026-01-02T00:00:00.000Z' })
    const origins = new Map([
      [kept.id, originsOf(['name', 'vendor', 'environment'], origin('agent'))],
      [merged.id, originsOf(['name', 'vendor', 'model'], origin('scan'))],
    ])
    await inTransaction((trx) => writeOrigins(trx, origins))
    for (const field of ['name', 'environment']) {
      await lockItemField.handle({ actor: SYSTEM_ACTOR, itemId: kept.id, field, isLocked: true })
    }
    await mergeItems.handle({
      ...{ actor: SYSTEM_ACTOR, taken: ['name', 'environment'] },
      kept: { id: kept.id, seenVersion: 1 },
      merged: { id: merged.id, seenVersion: 1 },
    })
    const own = (await itemOrigins([kept.id])).get(kept.id)!
    assert.deepEqual(own.name, { ...origin('scan'), isLocked: true })
    assert.deepEqual(own.vendor, origin('agent'), 'its own value stayed')
    assert.deepEqual(own.model, origin('scan'), 'taken over, for it had none')
    assert.containsSubset(own.environment, { source: 'manual', isLocked: true })
  })

  test('items of two organisations or classes stay two, and a stale view is refused', async ({
    assert,
  }) => {
    const acme = await createOrganisation()
    const kept = await createConfigurationItem({ organisationId: acme.id })
    const foreign = await createConfigurationItem()
    const laptop = await createConfigurationItem({ organisationId: acme.id, classCode: 'laptop' })
    const twin = await createConfigurationItem({ organisationId: acme.id })
    const merge = (other: ConfigurationItem, seenVersion = 1) =>
      mergeItems.handle({
        ...{ actor: SYSTEM_ACTOR, taken: [] },
        kept: { id: kept.id, seenVersion: 1 },
        merged: { id: other.id, seenVersion },
      })
    await assert.rejects(() => merge(foreign), 'ci_merge.refusals.organisations')
    await assert.rejects(() => merge(laptop), 'ci_merge.refusals.classes')
    await assert.rejects(() => merge(kept), 'ci_merge.refusals.itself')
    await assert.rejects(() => merge(twin, 7), 'stale_record')
    assert.isNotNull(await ConfigurationItem.find(twin.id))
  })
})

test.group('What refers to items', () => {
  test('every column that holds items is named, so that none is left behind', async ({
    assert,
  }) => {
    const named = itemReferences().flatMap(({ table, columns }) =>
      columns.map((column) => `${table}.${column}`)
    )
    const keys = await foreignKeysOntoItems()
    assert.includeMembers(keys, ['tickets.primary_ci_id', 'ci_relations.source_id'])
    assert.deepEqual(
      keys.filter((key) => !named.includes(key)),
      []
    )
  })
})

async function foreignKeysOntoItems(): Promise<string[]> {
  const client = db.connection()
  if (client.dialect.name !== 'better-sqlite3') {
    const [rows] = await client.rawQuery(
      `select table_name as tableName, column_name as columnName
       from information_schema.key_column_usage
       where table_schema = database() and referenced_table_name = 'configuration_items'`
    )
    return rows.map(
      (row: { tableName: string; columnName: string }) => `${row.tableName}.${row.columnName}`
    )
  }
  const found: string[] = []
  for (const table of await client.getAllTables()) {
    const keys = await client.rawQuery(`pragma foreign_key_list("${table}")`)
    for (const key of keys) {
      if (key.table === 'configuration_items') found.push(`${table}.${key.from}`)
    }
  }
  return found
}
