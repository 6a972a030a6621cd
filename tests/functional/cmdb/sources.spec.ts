import CiClass from '#cmdb/models/ci_class'
import CiFinding from '#cmdb/models/ci_finding'
import CiSource from '#cmdb/models/ci_source'
import CiSourceRun from '#cmdb/models/ci_source_run'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { saveCiSource, type SourceValues } from '#cmdb/actions/save_ci_source'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import type Organisation from '#directory/models/organisation'
import type User from '#directory/models/user'
import { tokenOf } from '#tests/helpers/api_tokens'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { csvOf, forgetUploads } from '#tests/helpers/spreadsheets'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

test.group('Sources of items', (group) => {
  let acme: Organisation
  let manager: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    acme = await createOrganisation({ code: 'ACME' })
    manager = await createUser({ roles: ['configuration_manager'] })
  })
  group.each.teardown(forgetUploads)

  const valuesOf = (values: Partial<SourceValues> = {}): SourceValues => ({
    ...{ code: 'scan', name: 'Scan', authority: 'discovery', organisationId: acme.id },
    ...{ classCode: 'laptop', columns: { name: 'host', serialNumber: 'sn', model: 'model' } },
    ...{ policies: {}, createsItems: true, identifiesByName: true },
    ...{ missing: 'mark', missingLimitPercent: 50, refreshDays: null, isActive: true },
    ...values,
  })
  const sourceOf = (values: Partial<SourceValues> = {}) =>
    saveCiSource.handle({ actor: SYSTEM_ACTOR, sourceId: null, values: valuesOf(values) })
  const itemsOf = () => ConfigurationItem.query().where('organisationId', acme.id).orderBy('id')
  const host = (n: number, model = 'XPS') => ({ host: `nb-${n}`, sn: `SN-${n}`, model })

  test('DSC-06 a delta pushed twice makes items once and changes nothing the second time', async ({
    client,
    assert,
  }) => {
    await sourceOf()
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    const push = () =>
      client
        .post('/api/v1/sources/scan/items')
        .bearerToken(token)
        .json({ records: [host(1), host(2)] })
    const first = await push()
    first.assertStatus(201)
    assert.deepEqual(
      (await itemsOf()).map(({ name }) => name),
      ['nb-1', 'nb-2']
    )
    const events = await AuditEvent.query().where('subjectType', 'configuration_item')
    const second = await push()
    second.assertStatus(201)
    const run = await CiSourceRun.query().orderBy('id', 'desc').firstOrFail()
    assert.deepEqual([run.state, run.counts.unchanged], ['done', 2])
    assert.lengthOf(
      await AuditEvent.query().where('subjectType', 'configuration_item'),
      events.length
    )
    for (const { lastSeenAt } of await itemsOf()) assert.isNotNull(lastSeenAt)
    const shown = await client.get(`/api/v1/sources/scan/runs/${run.id}`).bearerToken(token)
    shown.assertStatus(200)
    assert.equal(shown.body().data.state, 'done')
  })

  test('DSC-06 a full delivery marks what it does not bring, and waits when too much is missing', async ({
    client,
    assert,
  }) => {
    const source = await sourceOf({ missing: 'retire' })
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    const post = (path: string, body: object = {}) =>
      client.post(`/api/v1/sources/scan${path}`).bearerToken(token).json(body)
    async function deliver(records: object[]) {
      const begun = await post('/runs')
      begun.assertStatus(201)
      const { id } = begun.body().data
      const added = await post(`/runs/${id}/items`, { records })
      added.assertStatus(201)
      const ended = await post(`/runs/${id}/end`)
      ended.assertStatus(201)
      return CiSourceRun.findOrFail(id)
    }
    await deliver([host(1), host(2), host(3)])
    const few = await deliver([host(1), host(2)])
    assert.deepEqual([few.state, few.counts.missing], ['done', 1])
    assert.deepEqual(
      (await itemsOf()).map(({ status }) => status),
      ['in_use', 'in_use', 'retired']
    )
    assert.lengthOf(await db.from('ci_findings').where('kind', 'missing'), 1)

    const held = await deliver([host(9)])
    assert.deepEqual([held.state, held.missingCount], ['held', 2])
    assert.deepEqual(
      (await itemsOf()).map(({ status }) => status),
      ['in_use', 'in_use', 'retired', 'in_use']
    )
    const release = await client
      .post(`/ci-sources/${source.id}/runs/${held.id}/release`)
      .loginAs(manager)
      .withCsrfToken()
      .redirects(0)
    release.assertStatus(302)
    await held.refresh()
    assert.deepEqual([held.state, held.counts.missing], ['done', 2])
  })

  test('(n) DSC-06 a full delivery that brings nothing is stopped by the guard, whatever its limit', async ({
    client,
    assert,
  }) => {
    await sourceOf({ missing: 'retire', missingLimitPercent: 100 })
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    const post = (path: string, body: object = {}) =>
      client.post(`/api/v1/sources/scan${path}`).bearerToken(token).json(body)
    const deliver = async (records: object[]) => {
      const { id } = (await post('/runs')).body().data
      if (records.length > 0) await post(`/runs/${id}/items`, { records })
      await post(`/runs/${id}/end`)
      return CiSourceRun.findOrFail(id)
    }
    const full = await deliver([host(1), host(2)])
    assert.equal(full.state, 'done')
    const empty = await deliver([])
    assert.deepEqual([empty.state, empty.missingCount], ['held', 2])
    for (const { status } of await itemsOf()) assert.equal(status, 'in_use')
    assert.lengthOf(await CiFinding.query().where('kind', 'missing'), 0)
  })

  test('DSC-06 pages tell the sources with their last runs, and where values of an item come from', async ({
    client,
    assert,
  }) => {
    const [scan, quiet] = [await sourceOf(), await sourceOf({ code: 'quiet', name: 'Quiet' })]
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    const push = client.post('/api/v1/sources/scan/items').bearerToken(token)
    const pushed = await push.json({ records: [host(1)] })
    pushed.assertStatus(201)
    const list = await client.get('/ci-sources').loginAs(manager).withInertia()
    const { sources, runs } = list.inertiaProps as {
      sources: { id: number; class: { code: string } }[]
      runs: { ciSourceId: number; state: string }[]
    }
    assert.deepEqual(
      sources.map(({ id, class: { code } }) => [id, code]),
      [
        [quiet.id, 'laptop'],
        [scan.id, 'laptop'],
      ]
    )
    assert.deepEqual(
      runs.map(({ ciSourceId, state }) => [ciSourceId, state]),
      [[scan.id, 'done']]
    )

    const [item] = await itemsOf()
    const address = `/configuration-items/${item!.number}/sources`
    const page = await client.get(address).loginAs(manager).withInertia()
    page.assertStatus(200)
    const { fields, names } = page.inertiaProps as {
      fields: { field: string; label: string; value: { text: string }; source: string | null }[]
      names: Record<string, string>
    }
    const model = fields.find(({ field }) => field === 'model')!
    assert.deepEqual([model.label, model.value.text, model.source], ['Model', 'XPS', 'scan'])
    assert.deepInclude(names, { scan: 'Scan' })
  })

  test('DSC-06 the master of a field keeps it, another source fills only what is empty', async ({
    client,
    assert,
  }) => {
    await sourceOf({
      code: 'erp',
      name: 'ERP',
      authority: 'import_file',
      policies: { model: 'master' },
    })
    await sourceOf({ code: 'scan', policies: { serialNumber: 'fill' } })
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    const push = (code: string, record: object) =>
      client
        .post(`/api/v1/sources/${code}/items`)
        .bearerToken(token)
        .json({ records: [record] })
    await push('erp', host(1, 'Latitude'))
    await push('scan', host(1, 'XPS'))
    const [item] = await itemsOf()
    assert.equal(item!.model, 'Latitude')
    const refused = await db.from('ci_findings').where('kind', 'refused')
    assert.lengthOf(refused, 1)
    await assert.rejects(
      () => sourceOf({ code: 'other', policies: { model: 'master' } }),
      'ci_sources.refusals.second_master'
    )
  })

  test('§4.8 an empty value erases where the master of the field may say so, and nowhere else', async ({
    client,
    assert,
  }) => {
    const columns = { name: 'host', vendor: 'maker', model: 'model', tags: 'tags', site: 'site' }
    await sourceOf({ columns, policies: { model: 'emptying_master', vendor: 'master' } })
    await sourceOf({ code: 'mdm', name: 'MDM', authority: 'mdm', columns })
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    const push = (code: string, record: object) =>
      client
        .post(`/api/v1/sources/${code}/items`)
        .bearerToken(token)
        .json({ records: [{ host: 'nb-1', ...record }] })
    const values = async () => {
      const [{ vendor, model, tags }] = (await itemsOf()) as [ConfigurationItem]
      return [vendor, model, tags]
    }
    await push('scan', { maker: 'Dell', model: 'XPS', tags: 'a' })
    await push('mdm', { maker: null, model: '', tags: null })
    assert.deepEqual(await values(), ['Dell', 'XPS', 'a'], 'another source erases nothing')
    await push('scan', { maker: '', tags: '' })
    assert.deepEqual(await values(), ['Dell', 'XPS', 'a'], 'what is not told is not empty')
    await push('scan', { model: null })
    assert.deepEqual(await values(), ['Dell', null, 'a'])
    const last = await AuditEvent.query()
      .where('subjectType', 'configuration_item')
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.deepEqual(last.changes, [{ field: 'model', before: 'XPS', after: null }])
    await push('mdm', { model: 'Guess' })
    assert.deepEqual(await values(), ['Dell', null, 'a'], 'what the master emptied stays empty')

    const source = await CiSource.findByOrFail('code', 'scan')
    await push('scan', { model: 'XPS' })
    await client
      .post(`/ci-sources/${source.id}/runs?kind=delta`)
      .loginAs(manager)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .file(
        'file',
        csvOf([
          ['host', 'maker', 'model'],
          ['nb-1', '', ''],
        ]),
        { filename: 'scan.csv' }
      )
    assert.deepEqual(await values(), ['Dell', null, 'a'], 'so it is with a delivered file')
    await assert.rejects(
      () => sourceOf({ code: 'erp', policies: { status: 'emptying_master' } }),
      'ci_sources.refusals.never_empty'
    )
    await assert.rejects(
      () => sourceOf({ code: 'erp', policies: { vendor: 'emptying_master' } }),
      'ci_sources.refusals.second_master'
    )
  })

  test('§4.8 the class says whom it believes: edited with history, inherited, left again', async ({
    client,
    assert,
  }) => {
    await sourceOf()
    await sourceOf({ code: 'mdm', name: 'MDM', authority: 'mdm' })
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    const push = (code: string, model: string) =>
      client
        .post(`/api/v1/sources/${code}/items`)
        .bearerToken(token)
        .json({ records: [host(1, model)] })
    const model = async () => (await itemsOf())[0]!.model
    const parent = async () => {
      const laptop = await CiClass.findByOrFail('code', 'laptop')
      return CiClass.findOrFail(laptop.parentId!)
    }
    const rank = async (field: string, sources: string[]) => {
      const { code, version } = await parent()
      return client
        .put(`/ci-classes/${code}/source-rankings/${field}`)
        .loginAs(manager)
        .withCsrfToken()
        .redirects(0)
        .json({ sources, refreshDays: null, version })
    }
    await push('scan', 'of scan')
    await push('mdm', 'of mdm')
    assert.equal(await model(), 'of scan')

    const answer = await rank('model', ['mdm', 'scan'])
    answer.assertStatus(302)
    await push('mdm', 'of mdm')
    assert.equal(await model(), 'of mdm')
    await push('scan', 'of scan')
    assert.equal(await model(), 'of mdm')
    const refused = await CiFinding.query().where({ kind: 'refused', sourceCode: 'scan' })
    assert.deepEqual(
      refused.map(({ field, details }) => [field, details.kept, details.offered]),
      [['model', 'of mdm', 'of scan']]
    )
    const event = await AuditEvent.query().where('action', 'ci_class.sources_ranked').firstOrFail()
    assert.deepInclude(event.changes, {
      field: 'rankedSources',
      before: null,
      after: ['mdm', 'scan'],
    })

    const { code, version } = await parent()
    await client
      .delete(`/ci-classes/${code}/source-rankings/model`)
      .loginAs(manager)
      .withCsrfToken()
      .redirects(0)
      .json({ version })
    await push('scan', 'of scan')
    assert.equal(await model(), 'of scan')
    const wrong = await rank('nothing', ['mdm'])
    assert.equal(wrong.status(), 302)
    assert.isNull(await db.from('ci_source_rankings').first())
  })

  test('§4.8 what a source has no say in, it tells of no new item either', async ({
    client,
    assert,
  }) => {
    await sourceOf({ policies: { name: 'ignore' } })
    await sourceOf({ code: 'mdm', name: 'MDM', authority: 'mdm', policies: { model: 'ignore' } })
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    for (const [code, n] of [
      ['scan', 1],
      ['mdm', 2],
    ] as const) {
      await client
        .post(`/api/v1/sources/${code}/items`)
        .bearerToken(token)
        .json({ records: [host(n)] })
    }
    const run = await CiSourceRun.query().orderBy('id').firstOrFail()
    assert.equal(run.counts.refused, 1)
    assert.deepEqual(
      (await itemsOf()).map(({ name, model }) => [name, model]),
      [['nb-2', null]]
    )
  })

  test('DSC-06 a file is a delivery too, and what is wrong in it is logged', async ({
    client,
    assert,
  }) => {
    const source = await sourceOf()
    const content = csvOf([
      ['host', 'sn', 'model'],
      ['nb-1', 'SN-1', 'XPS'],
      ['', 'SN-2', 'XPS'],
    ])
    const answer = await client
      .post(`/ci-sources/${source.id}/runs?kind=full`)
      .loginAs(manager)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .file('file', content, { filename: 'scan.csv' })
    answer.assertStatus(302)
    const run = await CiSourceRun.query().firstOrFail()
    assert.deepEqual([run.state, run.counts.created, run.counts.refused], ['done', 1, 1])
    const page = await client.get(`/ci-sources/${source.id}`).loginAs(manager).withInertia()
    page.assertStatus(200)
    const { problems } = page.inertiaProps as { problems: { row: number }[] }
    assert.deepEqual(
      problems.map(({ row }) => row),
      [2]
    )
  })

  test('T2 a source of another organisation is on no door', async ({ client }) => {
    const source = await sourceOf()
    const other = await createOrganisation()
    const stranger = await createUser({ roles: ['agent_l2'], assignedTo: other })
    const page = await client.get(`/ci-sources/${source.id}`).loginAs(stranger)
    page.assertStatus(404)
    const token = await tokenOf(stranger, ['cis.edit', 'cis.view'])
    const push = await client
      .post('/api/v1/sources/scan/items')
      .bearerToken(token)
      .json({ records: [host(1)] })
    push.assertStatus(404)
  })

  test('a source is saved from its form with history, and an old form is refused', async ({
    client,
    assert,
  }) => {
    const request = (method: 'post' | 'put', path: string, body: object) =>
      client[method](path).loginAs(manager).withCsrfToken().accept('json').redirects(0).json(body)
    const made = await request('post', '/ci-sources', valuesOf())
    made.assertStatus(302)
    const source = await CiSource.firstOrFail()
    const values = valuesOf({ name: 'Scanner' })
    const saved = await request('put', `/ci-sources/${source.id}`, { ...values, version: 1 })
    saved.assertStatus(302)
    const stale = await request('put', `/ci-sources/${source.id}`, {
      ...values,
      version: 1,
      name: 'X',
    })
    stale.assertStatus(409)
    assert.lengthOf(await AuditEvent.query().where('subjectType', 'ci_source'), 2)
    for (const path of ['', '/new', `/${source.id}/edit`]) {
      const page = await client.get(`/ci-sources${path}`).loginAs(manager).withInertia()
      page.assertStatus(200)
    }
  })
})
