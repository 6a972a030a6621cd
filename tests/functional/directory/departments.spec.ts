import AuditEvent from '#core/models/audit_event'
import Department from '#directory/models/department'
import type Organisation from '#directory/models/organisation'
import Site from '#directory/models/site'
import { wrapInTransaction } from '#tests/helpers/database'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { createDesk, createIncident } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

async function createCompany() {
  const company = await createOrganisation({ code: 'COMPANY', name: 'Company' })
  const foreign = await createOrganisation({ code: 'FOREIGN', name: 'Foreign' })
  const boss = await createPerson({ displayName: 'Boss', organisationId: company.id })
  const admin = await createUser({ roles: ['administrator'] })
  const manager = await createUser({ roles: ['customer_manager'], person: boss })
  return { company, foreign, boss, admin, manager }
}

type Company = Awaited<ReturnType<typeof createCompany>>

function send(
  client: ApiClient,
  { admin }: Company,
  method: 'POST' | 'PUT',
  url: string,
  form: object
) {
  return client
    .request(url, method as 'GET')
    .loginAs(admin)
    .withCsrfToken()
    .redirects(0)
    .accept('json')
    .json(form)
}

const form = (values: object = {}) => ({
  ...{ name: 'Sales', parentId: null, headPersonId: null, isActive: true },
  ...values,
})

test.group('Departments and sites', (group) => {
  group.each.setup(wrapInTransaction)

  test('G-02 a department is added below another, with a head, and stands in the history', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    const { company, boss, admin } = world
    const all = '/organisations/COMPANY/departments'
    const first = await send(client, world, 'POST', all, form({ headPersonId: boss.id }))
    first.assertStatus(302)
    const sales = await Department.findByOrFail('name', 'Sales')
    const second = await send(
      client,
      world,
      'POST',
      all,
      form({ name: 'Export', parentId: sales.id })
    )
    second.assertStatus(302)

    const page = await client.get('/organisations/COMPANY').loginAs(admin).withInertia()
    assert.deepEqual(
      page.inertiaProps.departments.map(
        ({ name, depth, head }: { name: string; depth: number; head: object }) => [
          name,
          depth,
          head,
        ]
      ),
      [
        ['Sales', 0, { name: 'Boss' }],
        ['Export', 1, null],
      ]
    )
    const events = await AuditEvent.query()
      .where({ subjectType: 'organisation', subjectId: company.id })
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['organisation.department_added', 'organisation.department_added']
    )
  })

  test('a department refuses its own part above it, a taken name and strangers', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    const { company, foreign } = world
    const sales = await Department.create({
      organisationId: company.id,
      name: 'Sales',
      isActive: true,
    })
    const part = await Department.create({
      ...{ organisationId: company.id, name: 'Part', isActive: true },
      parentId: sales.id,
    })
    const elsewhere = await Department.create({
      ...{ organisationId: foreign.id, name: 'There', isActive: true },
    })
    const stranger = await createPerson({ organisationId: foreign.id })
    const address = `/organisations/COMPANY/departments/${sales.id}`
    const wrong: [string, object][] = [
      ['parentId', { parentId: part.id }],
      ['parentId', { parentId: sales.id }],
      ['parentId', { parentId: elsewhere.id }],
      ['headPersonId', { headPersonId: stranger.id }],
      ['name', { name: '' }],
    ]
    for (const [field, changes] of wrong) {
      const answer = await send(client, world, 'PUT', address, form({ ...changes, version: 1 }))
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
    const taken = await send(client, world, 'POST', '/organisations/COMPANY/departments', form())
    assert.equal(taken.body().errors[0].field, 'name')
    const hidden = `/organisations/COMPANY/departments/${elsewhere.id}`
    const foreignOne = await send(client, world, 'PUT', hidden, form({ version: 1 }))
    foreignOne.assertStatus(404)
  })

  test("T1 departments are looked up in one's own organisations only", async ({
    client,
    assert,
  }) => {
    const { company, foreign, manager } = await createCompany()
    for (const { id: organisationId } of [company, foreign]) {
      await Department.create({ organisationId, name: 'Sales', isActive: true })
    }
    const own = await client
      .get(`/lookups/departments?organisation=${company.id}`)
      .loginAs(manager)
      .accept('json')
    assert.lengthOf(own.body().options, 1)
    const other = await client
      .get(`/lookups/departments?organisation=${foreign.id}`)
      .loginAs(manager)
      .accept('json')
    assert.lengthOf(other.body().options, 0)
  })

  test('a site has a point on the map, both halves of it and within the globe', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    const site = {
      ...{ name: 'Hall', address: null, region: 'Moscow', timeZone: 'Europe/Moscow' },
      ...{ latitude: 55.751244, longitude: 37.618423, isActive: true },
    }
    const all = '/organisations/COMPANY/sites'
    const added = await send(client, world, 'POST', all, site)
    added.assertStatus(302)
    const { latitude, longitude } = await Site.findByOrFail('name', 'Hall')
    assert.deepEqual([latitude, longitude], [55.751244, 37.618423])
    const wrong: [string, object][] = [
      ['latitude', { latitude: 91 }],
      ['longitude', { longitude: -181 }],
      ['longitude', { longitude: null }],
      ['latitude', { latitude: null }],
      ['latitude', { latitude: 'north' }],
    ]
    for (const [field, changes] of wrong) {
      const answer = await send(client, world, 'POST', all, { ...site, name: 'Other', ...changes })
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
  })
})

function organisationForm(organisation: Organisation) {
  const { code, name, kind, timeZone, locale, version } = organisation
  return {
    ...{ code, name, kind, timeZone, locale, version, isActive: false },
    ...{ parentId: null, legalName: null, taxNumber: null, taxRegistrationCode: null },
    ...{ address: null, bankDetails: null },
  }
}

test.group('What is still in use', (group) => {
  group.each.setup(wrapInTransaction)

  test('an organisation stays active while people, parts, items or tickets hang on it', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    const { company, boss, manager, admin } = world
    const off = async () =>
      send(
        client,
        world,
        'PUT',
        '/organisations/COMPANY',
        organisationForm(await company.refresh())
      )
    const refused = await off()
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'isActive')
    assert.include(refused.body().errors[0].message, '1 active')

    await boss.merge({ isActive: false }).save()
    const part = await createOrganisation({ parentId: company.id, kind: 'part' })
    const withPart = await off()
    assert.include(withPart.body().errors[0].message, 'organisations below')
    await part.merge({ isActive: false }).save()
    const item = await createConfigurationItem({ organisationId: company.id })
    const withItem = await off()
    assert.include(withItem.body().errors[0].message, 'configuration items')
    await item.merge({ status: 'retired' }).save()
    const done = await off()
    done.assertStatus(302)
    await company.refresh()
    assert.isFalse(company.isActive)
    const kept = await client.get('/organisations/COMPANY').loginAs(admin).withInertia()
    kept.assertStatus(200)
    assert.exists(manager)
  })

  test('a team with open tickets and an organisation under contract stay active', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const admin = await createUser({ roles: ['administrator'] })
    await createIncident(desk, { teamId: desk.team.id })
    const { code, name, tier } = desk.team
    const team = await client
      .put(`/teams/${code}`)
      .loginAs(admin)
      .withCsrfToken()
      .accept('json')
      .json({ code, name, tier, isActive: false, version: 1 })
    team.assertStatus(422)
    assert.include(team.body().errors[0].message, 'open tickets')

    const { client: organisation } = desk
    await desk.requester.person.merge({ isActive: false }).save()
    await desk.manager.person.merge({ isActive: false }).save()
    const answer = await client
      .put(`/organisations/${organisation.code}`)
      .loginAs(admin)
      .withCsrfToken()
      .accept('json')
      .json(organisationForm(organisation))
    answer.assertStatus(422)
    assert.match(answer.body().errors[0].message, /contracts|open tickets/)
  })
})
