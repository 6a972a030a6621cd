import AuditEvent from '#core/models/audit_event'
import Organisation from '#directory/models/organisation'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const FORM = {
  code: 'NEW',
  name: 'New client',
  legalName: null,
  kind: 'client',
  parentId: null,
  timeZone: 'Europe/Berlin',
  locale: 'en',
  taxNumber: null,
  taxRegistrationCode: null,
  address: null,
  bankDetails: null,
  isActive: true,
}

function formOf(organisation: Organisation, changes: object = {}) {
  const { code, name, kind, timeZone, locale, version } = organisation
  const parentId = organisation.parentId ?? null
  return { ...FORM, code, name, kind, parentId, timeZone, locale, version, ...changes }
}

/** A group with a part and a manager of the client's own, and a foreign client. */
async function createTree() {
  const group = await createOrganisation({ code: 'GROUP', name: 'Group' })
  const part = await createOrganisation({
    code: 'PART',
    name: 'Part',
    kind: 'part',
    parentId: group.id,
  })
  const foreign = await createOrganisation({ code: 'FOREIGN', name: 'Foreign' })
  const person = await createPerson({ organisationId: group.id })
  const manager = await createUser({ roles: ['customer_manager'], person })
  const admin = await createUser({ roles: ['administrator'] })
  return { group, part, foreign, manager, admin }
}

type Tree = Awaited<ReturnType<typeof createTree>>

function codesOf(props: Record<string, unknown>) {
  const { rows } = props.list as { rows: { code: string }[] }
  return rows.map((row) => row.code)
}

function put(client: ApiClient, { admin }: Tree, code: string, form: object) {
  return client
    .put(`/organisations/${code}`)
    .loginAs(admin)
    .withCsrfToken()
    .redirects(0)
    .accept('json')
    .json(form)
}

test.group('Organisations', (group) => {
  group.each.setup(wrapInTransaction)

  test('T1 a client sees the own subtree only, as a tree', async ({ client, assert }) => {
    const { manager } = await createTree()
    const page = await client.get('/organisations').loginAs(manager).withInertia()
    page.assertStatus(200)
    assert.deepEqual(codesOf(page.inertiaProps), ['GROUP', 'PART'])
    const { rows, total } = page.inertiaProps.list
    assert.deepEqual(
      rows.map((row: { depth: number }) => row.depth),
      [0, 1]
    )
    assert.equal(total, 2)
  })

  test('T1 search and count stay inside the subtree', async ({ client, assert }) => {
    const { manager } = await createTree()
    const page = await client
      .get('/organisations')
      .qs({ q: 'foreign' })
      .loginAs(manager)
      .withInertia()
    assert.deepEqual(codesOf(page.inertiaProps), [])
    assert.equal(page.inertiaProps.list.total, 0)
  })

  test('search ignores case in Russian and takes ё for е', async ({ client, assert }) => {
    const { admin } = await createTree()
    await createOrganisation({ code: 'PCHELA', name: 'ООО «Пчёлка»' })
    const page = await client.get('/organisations').qs({ q: 'пчелка' }).loginAs(admin).withInertia()
    assert.deepEqual(codesOf(page.inertiaProps), ['PCHELA'])
  })

  test("T2 another client's organisation is a 404 to read and to change", async ({ client }) => {
    const { manager, foreign } = await createTree()
    const page = await client.get('/organisations/FOREIGN').loginAs(manager)
    page.assertStatus(404)
    const change = await client
      .put('/organisations/FOREIGN')
      .loginAs(manager)
      .withCsrfToken()
      .json(formOf(foreign))
    change.assertStatus(404)
  })

  test('an end user has no directory and a manager may not edit', async ({ client, assert }) => {
    const { manager, group: own } = await createTree()
    const endUser = await createUser({ roles: ['end_user'] })
    for (const path of ['/organisations', '/organisations/GROUP', '/people', '/teams']) {
      const page = await client.get(path).loginAs(endUser)
      page.assertStatus(403)
      assert.include(page.text(), 'errors\\/forbidden')
    }
    const change = await client
      .put('/organisations/GROUP')
      .loginAs(manager)
      .withCsrfToken()
      .json(formOf(own))
    change.assertStatus(403)
  })

  test('G-02 creating and changing writes before and after', async ({ client, assert }) => {
    const tree = await createTree()
    const created = await client
      .post('/organisations')
      .loginAs(tree.admin)
      .withCsrfToken()
      .redirects(0)
      .json({ ...FORM, parentId: tree.group.id })
    created.assertStatus(302)
    const organisation = await Organisation.findByOrFail('code', 'NEW')
    assert.equal(organisation.path, `${tree.group.path}${organisation.id}/`)

    const changed = await put(client, tree, 'NEW', formOf(organisation, { name: 'Renamed' }))
    changed.assertStatus(302)
    const events = await AuditEvent.query()
      .where({ subjectType: 'organisation', subjectId: organisation.id })
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action, subjectVersion }) => [action, subjectVersion]),
      [
        ['organisation.created', 1],
        ['organisation.changed', 2],
      ]
    )
    assert.deepEqual(events[1]!.changes, [
      { field: 'name', before: 'New client', after: 'Renamed' },
    ])
  })

  test('a save without a change leaves no trace', async ({ client, assert }) => {
    const tree = await createTree()
    const answer = await put(client, tree, 'GROUP', formOf(tree.group))
    answer.assertStatus(302)
    await tree.group.refresh()
    assert.equal(tree.group.version, 1)
    assert.lengthOf(await AuditEvent.query().where('subjectType', 'organisation'), 0)
  })

  test('G-15 a stale edit is a 409 that tells what changed', async ({ client, assert }) => {
    const tree = await createTree()
    const first = await put(client, tree, 'GROUP', formOf(tree.group, { address: 'Berlin' }))
    first.assertStatus(302)
    const second = await put(client, tree, 'GROUP', formOf(tree.group, { address: 'Bonn' }))
    second.assertStatus(409)
    assert.equal(second.body().currentVersion, 2)
    assert.deepEqual(second.body().changes[0].fields, [
      { field: 'address', before: null, after: 'Berlin' },
    ])
    await tree.group.refresh()
    assert.equal(tree.group.address, 'Berlin')
  })

  test('a move takes everything below along', async ({ client, assert }) => {
    const tree = await createTree()
    const leaf = await createOrganisation({ code: 'LEAF', parentId: tree.part.id })
    const answer = await put(client, tree, 'PART', formOf(tree.part, { parentId: tree.foreign.id }))
    answer.assertStatus(302)
    await leaf.refresh()
    assert.equal(leaf.path, `${tree.foreign.path}${tree.part.id}/${leaf.id}/`)
  })

  test('an organisation never stands below itself', async ({ client, assert }) => {
    const tree = await createTree()
    for (const parentId of [tree.group.id, tree.part.id]) {
      const answer = await put(client, tree, 'GROUP', formOf(tree.group, { parentId }))
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'parentId')
    }
    await tree.group.refresh()
    assert.isNull(tree.group.parentId)
  })

  test('wrong input names its field', async ({ client, assert }) => {
    const tree = await createTree()
    const wrong: [string, object][] = [
      ['code', { code: 'foreign' }],
      ['code', { code: 'a b/c' }],
      ['name', { name: '   ' }],
      ['kind', { kind: 'entity' }],
      ['timeZone', { timeZone: 'Mars/Olympus' }],
      ['parentId', { parentId: 999_999 }],
      ['version', { version: null }],
    ]
    for (const [field, changes] of wrong) {
      const answer = await put(client, tree, 'GROUP', formOf(tree.group, changes))
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
  })

  test('sites count as changes of their organisation', async ({ client, assert }) => {
    const tree = await createTree()
    const site = {
      ...{ name: 'Office', address: null, region: null, timeZone: 'Asia/Novosibirsk' },
      ...{ latitude: null, longitude: null, isActive: true },
    }
    const send = (method: 'POST' | 'PUT', path: string, body: object) =>
      client
        .request(path, method)
        .loginAs(tree.admin)
        .withCsrfToken()
        .redirects(0)
        .accept('json')
        .json(body)

    const added = await send('POST', '/organisations/GROUP/sites', site)
    added.assertStatus(302)
    const twice = await send('POST', '/organisations/GROUP/sites', { ...site, name: 'OFFICE' })
    assert.equal(twice.body().errors[0].field, 'name')

    const { id } = await tree.group.related('sites').query().firstOrFail()
    const moved = { ...site, timeZone: 'Asia/Omsk' }
    const stale = await send('PUT', `/organisations/GROUP/sites/${id}`, { ...moved, version: 1 })
    stale.assertStatus(409)
    const saved = await send('PUT', `/organisations/GROUP/sites/${id}`, { ...moved, version: 2 })
    saved.assertStatus(302)
    const elsewhere = await send('PUT', `/organisations/FOREIGN/sites/${id}`, {
      ...moved,
      version: 1,
    })
    elsewhere.assertStatus(404)

    const events = await AuditEvent.query()
      .where({ subjectType: 'organisation', subjectId: tree.group.id })
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action, subjectVersion }) => [action, subjectVersion]),
      [
        ['organisation.site_added', 2],
        ['organisation.site_changed', 3],
      ]
    )
  })
})
