import { saveCiSource, type SourceValues } from '#cmdb/actions/save_ci_source'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import CiFinding from '#cmdb/models/ci_finding'
import type CiClass from '#cmdb/models/ci_class'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { itemOrigins } from '#cmdb/queries/item_origins'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import type Organisation from '#directory/models/organisation'
import type User from '#directory/models/user'
import { tokenOf } from '#tests/helpers/api_tokens'
import { addAttribute, createClass } from '#tests/helpers/ci_classes'
import { wrapInTransaction } from '#tests/helpers/database'
import { ItemJourney } from '#tests/helpers/item_import'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { outcomes, problemsOf } from '#tests/helpers/people_import'
import { forgetUploads } from '#tests/helpers/spreadsheets'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { Settings } from 'luxon'

type Named = { value: string; sources: { source: string; at: string | null }[] }

test.group('Several values of a field by source', (group) => {
  let acme: Organisation
  let manager: User
  let ciClass: CiClass

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    acme = await createOrganisation({ code: 'ACME' })
    manager = await createUser({ roles: ['configuration_manager'] })
    ciClass = await createClass()
    const option = (value: string) => ({ value, labelRu: `№ ${value}`, labelEn: `No ${value}` })
    const options = ['a', 'b', 'c'].map(option)
    await addAttribute(ciClass, 'bands', 'multi_enum', { options, isSearchable: true })
    await addAttribute(ciClass, 'macs', 'mac', { isMultiple: true, isSearchable: true })
    for (const code of ['scan', 'cloud']) await sourceOf({ code, name: code })
  })
  group.each.teardown(forgetUploads)
  group.each.teardown(() => {
    Settings.now = () => Date.now()
  })

  const sourceOf = (values: Partial<SourceValues>) =>
    saveCiSource.handle({
      actor: SYSTEM_ACTOR,
      sourceId: null,
      values: {
        ...{ code: 'scan', name: 'Scan', authority: 'discovery', organisationId: acme.id },
        ...{ classCode: ciClass.code, policies: {}, createsItems: true, identifiesByName: true },
        columns: {
          ...{ 'name': 'host', 'tags': 'tags', 'attributes.bands': 'bands' },
          'attributes.macs': 'macs',
        },
        ...{ missing: 'nothing', missingLimitPercent: 50, refreshDays: null },
        ...{ isActive: true, ...values },
      },
    })
  const item = () => ConfigurationItem.query().where('organisationId', acme.id).firstOrFail()
  const edit = async (values: object) =>
    updateConfigurationItem.handle({ actor: SYSTEM_ACTOR, itemId: (await item()).id, values })

  async function push(client: ApiClient, code: string, record: object) {
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    const answer = await client
      .post(`/api/v1/sources/${code}/items`)
      .bearerToken(token)
      .json({ records: [{ host: 'sw-1', ...record }] })
    answer.assertStatus(201)
  }
  async function shown(client: ApiClient, field: string) {
    const { number } = await item()
    const path = `/configuration-items/${number}/sources`
    const page = await client.get(path).loginAs(manager).withInertia()

    page.assertStatus(200)
    const { fields } = page.inertiaProps as { fields: { field: string; values: Named[] | null }[] }
    const values = fields.find((each) => each.field === field)!.values
    return Object.fromEntries(
      (values ?? []).map(({ value, sources }) => [value, sources.map(({ source }) => source)])
    )
  }

  test('§4.8 tags are the union of what sources name; each leaves with its last source, a typed one stays', async ({
    client,
    assert,
  }) => {
    await push(client, 'scan', { tags: 'linux, web' })
    await edit({ tags: 'linux, typed, web' })
    await push(client, 'cloud', { tags: 'web, eu' })
    assert.equal((await item()).tags, 'eu, linux, typed, web')
    assert.deepEqual(await shown(client, 'tags'), {
      ...{ eu: ['cloud'], linux: ['scan'], typed: ['manual'], web: ['scan', 'cloud'] },
    })

    const events = () => AuditEvent.query().where('subjectType', 'configuration_item')
    const before = (await events()).length
    const { version } = await item()
    await push(client, 'cloud', { tags: 'eu, web' })
    assert.lengthOf(await events(), before, 'the same again is no change')
    assert.equal((await item()).version, version)

    await push(client, 'scan', { tags: 'web' })
    assert.equal((await item()).tags, 'eu, typed, web')
    const last = await events().orderBy('id', 'desc').firstOrFail()
    assert.deepEqual(last.changes, [
      { field: 'tags', before: 'eu, linux, typed, web', after: 'eu, typed, web' },
    ])
    await push(client, 'scan', { tags: 'db' })
    assert.equal((await item()).tags, 'db, eu, typed, web', 'another source names it still')
    assert.lengthOf(await db.from('ci_tags').where('item_id', (await item()).id), 4)
    await push(client, 'scan', { tags: '' })
    assert.equal((await item()).tags, 'db, eu, typed, web', 'an empty cell says nothing')
  })

  test('§4.8 when a source named a value last is noted although nothing else changes', async ({
    client,
    assert,
  }) => {
    await push(client, 'scan', { tags: 'web' })
    const seenAt = async () => {
      const { id } = await item()
      return (await itemOrigins([id])).get(id)!.tags!.values!.web!.scan!
    }
    const first = await seenAt()
    const later = Date.now() + 3 * 24 * 3600 * 1000
    Settings.now = () => later
    await push(client, 'scan', { tags: 'web' })
    assert.isAbove(await seenAt(), first)
  })

  test('§4.8 choices of an attribute unite too, in the order of their options, and are found by the index', async ({
    client,
    assert,
  }) => {
    await push(client, 'cloud', { bands: 'c' })
    await push(client, 'scan', { bands: 'a' })
    const { id, attributes } = await item()
    assert.deepEqual(attributes.bands, ['a', 'c'])
    assert.lengthOf(await db.from('ci_attribute_values').where('item_id', id), 2)
    assert.deepEqual(await shown(client, 'attributes.bands'), { a: ['scan'], c: ['cloud'] })
  })

  test('§4.8 addresses are the union of what sources and people name, each told and found', async ({
    client,
    assert,
  }) => {
    await push(client, 'cloud', { macs: '00-1b-44-11-3a-b7' })
    await push(client, 'scan', { macs: '00:1B:44:11:3A:B8, 001b.4411.3ab7' })
    const [first, second] = ['00:1B:44:11:3A:B7', '00:1B:44:11:3A:B8']
    assert.deepEqual((await item()).attributes.macs, [first, second])
    assert.deepEqual(await shown(client, 'attributes.macs'), {
      ...{ [first!]: ['cloud', 'scan'], [second!]: ['scan'] },
    })
    const third = '00:1B:44:11:3A:B9'
    await edit({ attributes: { macs: [second!, third, first!] } })
    await push(client, 'scan', { macs: third.toLowerCase() })
    assert.deepEqual((await item()).attributes.macs, [first, third], 'nobody names the second')
    const { id } = await item()
    assert.lengthOf(await db.from('ci_attribute_values').where('item_id', id), 2)
    const address = `/configuration-items?class=${ciClass.code}&where=attr.macs~is~`
    for (const [asked, total] of [
      [third, 1],
      [second, 0],
    ] as const) {
      const page = await client
        .get(address + asked)
        .loginAs(manager)
        .withInertia()
      page.assertStatus(200)
      assert.equal((page.inertiaProps as { page: { total: number } }).page.total, total)
    }
    const last = await AuditEvent.query()
      .where('subjectType', 'configuration_item')
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.deepEqual(last.changes, [
      { field: 'attributes.macs', before: [first, second, third], after: [first, third] },
    ])
  })

  test('§4.8 several addresses are read each by the rules of the class, and no more than a page bears', async ({
    client,
    assert,
  }) => {
    await push(client, 'scan', {})
    await assert.rejects(
      () => edit({ attributes: { macs: ['00:1B:44:11:3A:B7', 'none'] } }),
      /attribute_type.mac/
    )
    const journey = new ItemJourney(client, manager, {
      ...{ organisationId: acme.id, classCode: ciClass.code },
    })
    const { rows } = await journey.preview([
      ['Name', 'macs'],
      ['sw-1', 'not an address; 00:1B:44:11:3A:B7'],
    ])
    assert.deepEqual(rows.map(problemsOf), [['attributes.macs: mac']])
    const address = (n: number) => `0000000000${n.toString(16).padStart(2, '0')}`
    const many = Array.from({ length: 51 }, (_, n) => address(n))
    await assert.rejects(() => edit({ attributes: { macs: many } }))
    await edit({ attributes: { macs: many.slice(1) } })
    assert.lengthOf((await item()).attributes.macs as string[], 50)
  })

  test('§4.8 a locked field takes no value of a source, and the refusal is told', async ({
    client,
    assert,
  }) => {
    await push(client, 'scan', { tags: 'web' })
    const { number } = await item()
    await client
      .put(`/configuration-items/${number}/locks`)
      .loginAs(manager)
      .withCsrfToken()
      .redirects(0)
      .json({ field: 'tags', isLocked: true })
    await push(client, 'cloud', { tags: 'eu' })
    await push(client, 'scan', { tags: 'db' })
    assert.equal((await item()).tags, 'web')
    assert.lengthOf(await CiFinding.query().where({ kind: 'refused', field: 'tags' }), 2)
  })

  test('§4.8 a file is a source of values, and its undo takes them back with who named them', async ({
    client,
    assert,
  }) => {
    await push(client, 'scan', { tags: 'web' })
    const journey = new ItemJourney(client, manager, {
      ...{ organisationId: acme.id, classCode: ciClass.code },
    })
    const { dataImport, rows } = await journey.import([
      ['Name', 'Tags'],
      ['sw-1', 'rack; web'],
    ])
    assert.deepEqual(outcomes(rows), ['changed'])
    assert.deepEqual(await shown(client, 'tags'), { rack: ['import'], web: ['scan', 'import'] })
    await journey.undo(dataImport)
    assert.equal((await item()).tags, 'web')
    assert.deepEqual(await shown(client, 'tags'), { web: ['scan'] })
  })

  test('§4.8 together more than an item may have is a problem of the row, not of the import', async ({
    client,
    assert,
  }) => {
    const many = (prefix: string) => Array.from({ length: 15 }, (_, n) => `${prefix}${n}`).join(';')
    await push(client, 'scan', { tags: many('a') })
    const journey = new ItemJourney(client, manager, {
      ...{ organisationId: acme.id, classCode: ciClass.code },
    })
    const { rows } = await journey.preview([
      ['Name', 'Tags'],
      ['sw-1', many('b')],
    ])
    assert.deepEqual(rows.map(problemsOf), [['tags: many_tags']])
  })
})
