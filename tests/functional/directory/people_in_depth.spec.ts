import AuditEvent from '#core/models/audit_event'
import RecordView from '#core/models/record_view'
import { resolvePersonalValues } from '#core/queries/resolve_personal_values'
import Department from '#directory/models/department'
import Person from '#directory/models/person'
import PersonPhone from '#directory/models/person_phone'
import Skill from '#directory/models/skill'
import Team from '#directory/models/team'
import UserSession from '#directory/models/user_session'
import { addSession } from '#directory/actions/open_session'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const PHONE = '+7 (495) 123-45-67'

async function createCompany() {
  const group = await createOrganisation({ code: 'GROUP', name: 'Group' })
  const company = await createOrganisation({ code: 'COMPANY', name: 'Company', parentId: group.id })
  const foreign = await createOrganisation({ code: 'FOREIGN', name: 'Foreign' })
  const head = await createPerson({ displayName: 'Head', organisationId: group.id })
  const anna = await createPerson({
    ...{ displayName: 'Anna Berg', organisationId: company.id, phone: PHONE },
  })
  const stranger = await createPerson({ displayName: 'Stranger', organisationId: foreign.id })
  const admin = await createUser({ roles: ['administrator'] })
  return { group, company, foreign, head, anna, stranger, admin }
}

type Company = Awaited<ReturnType<typeof createCompany>>

/** The form as the page of the person fills it. */
async function formOf({ anna }: Company) {
  const person = await Person.query().where('id', anna.id).preload('phones').firstOrFail()
  return {
    ...{ displayName: person.displayName, email: person.email, jobTitle: null, room: null },
    phones: person.phones.map(({ number, label }) => ({ number, label })),
    organisationId: person.organisationId,
    ...{ siteId: null, departmentId: null, managerId: person.managerId, timeZone: null },
    ...{ locale: null, isVip: false, isActive: person.isActive, version: person.version },
  }
}

async function put(client: ApiClient, world: Company, changes: object) {
  return client
    .put(`/people/${world.anna.id}`)
    .loginAs(world.admin)
    .withCsrfToken()
    .redirects(0)
    .accept('json')
    .json({ ...(await formOf(world)), ...changes })
}

const namesOf = (props: Record<string, unknown>) =>
  (props.list as { rows: { displayName: string }[] }).rows.map((row) => row.displayName)

test.group('Phones', (group) => {
  group.each.setup(wrapInTransaction)

  test('CHN-07 a caller is found by the number in any form, in lists, lookups and the palette', async ({
    client,
    assert,
  }) => {
    const { admin, foreign } = await createCompany()
    await createPerson({ displayName: 'Short', organisationId: foreign.id, phone: '765-43-21' })
    const forms = ['+74951234567', '8 (495) 123-45-67', '84951234567', '123-45-67', '495 123']
    for (const q of forms) {
      const list = await client.get('/people').qs({ q }).loginAs(admin).withInertia()
      assert.deepEqual(namesOf(list.inertiaProps), ['Anna Berg'], q)
      const lookup = await client.get('/lookups/people').qs({ q }).loginAs(admin).accept('json')
      assert.deepEqual(
        lookup.body().options.map(({ label }: { label: string }) => label),
        ['Anna Berg'],
        q
      )
      const palette = await client.get('/search').qs({ q }).loginAs(admin).accept('json')
      const hits = palette.body().hits.filter(({ kind }: { kind: string }) => kind === 'person')
      assert.deepEqual(
        hits.map(({ title }: { title: string }) => title),
        ['Anna Berg · Company'],
        q
      )
    }
    // A number kept without its codes is found by the whole one.
    const whole = await client.get('/people').qs({ q: '+74957654321' }).loginAs(admin).withInertia()
    assert.deepEqual(namesOf(whole.inertiaProps), ['Short'])
  })

  test('T1 the palette finds no people of others', async ({ client, assert }) => {
    const { foreign, head } = await createCompany()
    const person = await createPerson({ organisationId: foreign.id })
    const visitor = await createUser({ roles: ['customer_manager'], person })
    const answer = await client.get('/search').qs({ q: PHONE }).loginAs(visitor).accept('json')
    assert.deepEqual(answer.body().hits, [])
    assert.exists(head)
  })

  test('several numbers stand in their order, the first for all; history tells of them', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    const phones = [
      { number: '8 916 000-11-22', label: 'mobile' },
      { number: PHONE, label: null },
    ]
    const answer = await put(client, world, { phones })
    answer.assertStatus(302)
    const stored = await PersonPhone.query().where('personId', world.anna.id).orderBy('position')
    assert.deepEqual(
      stored.map(({ number, digits }) => [number, digits]),
      [
        ['8 916 000-11-22', '79160001122'],
        [PHONE, '74951234567'],
      ]
    )
    const list = await client.get('/people').qs({ q: 'anna' }).loginAs(world.admin).withInertia()
    assert.equal(list.inertiaProps.list.rows[0].phone, '8 916 000-11-22')

    const events = await AuditEvent.query().where({
      subjectType: 'person',
      subjectId: world.anna.id,
    })
    const [event] = await resolvePersonalValues(events.map(({ changes }) => ({ changes })))
    assert.deepEqual(event!.changes, [
      { field: 'phones', before: PHONE, after: `8 916 000-11-22 (mobile), ${PHONE}` },
    ])
    assert.notInclude(JSON.stringify(events[0]!.changes), '000-11-22')
  })

  test('what is no number, and the same one twice, is refused at its place', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    const wrong = [
      [
        { number: PHONE, label: null },
        { number: 'call me', label: null },
      ],
      [
        { number: PHONE, label: null },
        { number: '84951234567', label: 'again' },
      ],
    ]
    for (const phones of wrong) {
      const answer = await put(client, world, { phones })
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'phones.1.number')
    }
  })
})

test.group('Managers and places', (group) => {
  group.each.setup(wrapInTransaction)

  test('a manager is of the same tree and never of a circle', async ({ client, assert }) => {
    const world = await createCompany()
    const { head, anna, stranger, company } = world
    const done = await put(client, world, { managerId: head.id })
    done.assertStatus(302)
    const clerk = await createPerson({ organisationId: company.id, managerId: anna.id })
    const driver = await createPerson({ organisationId: company.id, managerId: clerk.id })
    for (const managerId of [stranger.id, anna.id, clerk.id, driver.id, 999_999]) {
      const answer = await put(client, world, { managerId })
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'managerId')
    }
    const page = await client.get(`/people/${anna.id}`).loginAs(world.admin).withInertia()
    assert.equal(page.inertiaProps.person.manager.name, 'Head')
    assert.deepEqual(
      page.inertiaProps.reports.map(({ id }: { id: number }) => id),
      [clerk.id]
    )
  })

  test('T1 a manager above the visible part of the tree keeps the name', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    await put(client, world, { managerId: world.head.id })
    const colleague = await createPerson({ organisationId: world.company.id })
    const visitor = await createUser({ roles: ['customer_manager'], person: colleague })
    const page = await client.get(`/people/${world.anna.id}`).loginAs(visitor).withInertia()
    assert.isNull(page.inertiaProps.person.manager)
  })

  test('whoever leads people or a department does not move to another tree', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    const { anna, company, foreign } = world
    const clerk = await createPerson({ organisationId: company.id, managerId: anna.id })
    const refused = await put(client, world, { organisationId: foreign.id })
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'organisationId')
    await clerk.merge({ managerId: null }).save()
    const headed = await Department.create({
      ...{ organisationId: company.id, name: 'Sales', isActive: true, headPersonId: anna.id },
    })
    const again = await put(client, world, { organisationId: foreign.id })
    again.assertStatus(422)
    await headed.merge({ headPersonId: null }).save()
    const moved = await put(client, world, { organisationId: foreign.id })
    moved.assertStatus(302)
  })

  test('T3 a department of another organisation, or one that is off, is refused', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    const wrong = [
      await Department.create({ organisationId: world.foreign.id, name: 'A', isActive: true }),
      await Department.create({ organisationId: world.company.id, name: 'B', isActive: false }),
    ]
    for (const { id: departmentId } of wrong) {
      const answer = await put(client, world, { departmentId })
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'departmentId')
    }
  })

  test('T8 whoever becomes inactive is signed out everywhere and cannot sign in; history stays', async ({
    client,
    assert,
  }) => {
    const world = await createCompany()
    const user = await createUser({ roles: ['end_user'], person: world.anna })
    const caller = { ip: null, userAgent: null, requestId: null }
    await db.transaction((trx) =>
      addSession(trx, { userId: user.id, caller, isSecondFactorPassed: false })
    )
    const answer = await put(client, world, { isActive: false })
    answer.assertStatus(302)
    await user.refresh()
    assert.isFalse(user.isActive)
    const session = await UserSession.findByOrFail('userId', user.id)
    assert.equal(session.endReason, 'deactivated')
    const actions = await AuditEvent.query().orderBy('id')
    assert.includeMembers(
      actions.map(({ action }) => action),
      ['person.changed', 'user.deactivated']
    )
    const page = await client.get(`/people/${world.anna.id}`).loginAs(world.admin).withInertia()
    page.assertStatus(200)
    const self = await createUser({ roles: ['administrator'] })
    const own = await client
      .put(`/people/${self.personId}`)
      .loginAs(self)
      .withCsrfToken()
      .accept('json')
      .json({
        ...(await formOf(world)),
        ...{ organisationId: self.person.organisationId, managerId: null, phones: [], version: 1 },
        isActive: false,
      })
    own.assertStatus(422)
  })

  test('DSK-04 opening the page of a person is noted', async ({ client, assert }) => {
    const { anna, admin } = await createCompany()
    await client.get(`/people/${anna.id}`).loginAs(admin).withInertia()
    const views = await RecordView.query().where({ subjectType: 'person', subjectId: anna.id })
    assert.lengthOf(views, 1)
  })
})

test.group('The list of people', (group) => {
  group.each.setup(wrapInTransaction)

  test('is filtered by department, site, team, skill, VIP and state', async ({
    client,
    assert,
  }) => {
    const { admin, company, anna } = await createCompany()
    const department = await Department.create({
      ...{ organisationId: company.id, name: 'Sales', isActive: true },
    })
    const site = await company.related('sites').create({ name: 'Hall', timeZone: 'UTC' })
    const team = await Team.create({ code: 'NET', name: 'Network', tier: 1, isActive: true })
    const skill = await Skill.create({ name: 'Linux' })
    await anna.merge({ departmentId: department.id, siteId: site.id, isVip: true }).save()
    await team.related('members').attach([anna.id])
    await anna.related('skills').create({ skillId: skill.id, level: 2 })
    const filters = [
      { department: department.id },
      { site: site.id },
      { team: 'NET' },
      { skill: skill.id },
      { vip: 'yes' },
      { organisation: 'COMPANY', department: department.id },
    ]
    for (const qs of filters) {
      const page = await client.get('/people').qs(qs).loginAs(admin).withInertia()
      assert.deepEqual(namesOf(page.inertiaProps), ['Anna Berg'], JSON.stringify(qs))
    }
    const none = await client.get('/people?team=OTHER').loginAs(admin).withInertia()
    assert.deepEqual(namesOf(none.inertiaProps), [])
    const off = await client.get('/people?status=inactive').loginAs(admin).withInertia()
    assert.deepEqual(namesOf(off.inertiaProps), [])
    const page = await client.get('/people?organisation=COMPANY').loginAs(admin).withInertia()
    assert.deepEqual(page.inertiaProps.choices.departments, [
      { value: department.id, label: 'Sales' },
    ])
  })

  test('G-17 several people change at once, each answers for itself', async ({
    client,
    assert,
  }) => {
    const { admin, company, anna, stranger, head } = await createCompany()
    const department = await Department.create({
      ...{ organisationId: company.id, name: 'Sales', isActive: true },
    })
    const clerk = await createPerson({ displayName: 'Clerk', organisationId: company.id })
    const people = [
      { id: anna.id, version: 1 },
      { id: clerk.id, version: 9 },
      { id: stranger.id, version: 1 },
      { id: 999_999, version: 1 },
    ]
    const answer = await client
      .post('/people/changes')
      .loginAs(admin)
      .withCsrfToken()
      .accept('json')
      .json({ people, departmentId: department.id })
    answer.assertStatus(200)
    const errors = answer.body().results.map(({ error }: { error: string | null }) => error)
    assert.isNull(errors[0])
    assert.include(errors[1], 'changed')
    assert.include(errors[2], 'no such record')
    assert.include(errors[3], 'no such record')
    await anna.refresh()
    assert.equal(anna.departmentId, department.id)

    const cleared = await client
      .post('/people/changes')
      .loginAs(admin)
      .withCsrfToken()
      .accept('json')
      .json({ people: [{ id: anna.id, version: 2 }], departmentId: null, managerId: head.id })
    assert.isNull(cleared.body().results[0].error)
    await anna.refresh()
    assert.deepEqual([anna.departmentId, anna.managerId], [null, head.id])
  })

  test('G-04 who may not edit the directory changes nobody', async ({ client }) => {
    const { anna } = await createCompany()
    const visitor = await createUser({ roles: ['agent_l1'] })
    const answer = await client
      .post('/people/changes')
      .loginAs(visitor)
      .withCsrfToken()
      .json({ people: [{ id: anna.id, version: 1 }], isActive: false })
    answer.assertStatus(403)
  })

  test('T1 the export holds the visible people of the filter, formulas made text', async ({
    client,
    assert,
  }) => {
    const { company, foreign, anna } = await createCompany()
    await anna.merge({ jobTitle: '=HYPERLINK("x")' }).save()
    const colleague = await createPerson({ displayName: 'Clerk', organisationId: company.id })
    const visitor = await createUser({ roles: ['customer_manager'], person: colleague })
    const answer = await client.get('/people/export').qs({ q: 'anna' }).loginAs(visitor)
    answer.assertStatus(200)
    const lines = answer.text().trim().split('\r\n')
    assert.lengthOf(lines, 2)
    assert.include(lines[1], `Anna Berg,"'=HYPERLINK(""x"")",Company`)
    assert.include(lines[1], PHONE)
    const all = await client.get('/people/export').loginAs(visitor)
    assert.notInclude(all.text(), 'Stranger')
    const events = await AuditEvent.query().where('action', 'person.exported')
    assert.lengthOf(events, 2)
    assert.exists(foreign)
  })
})
