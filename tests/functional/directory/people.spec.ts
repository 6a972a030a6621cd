import AuditEvent from '#core/models/audit_event'
import Person from '#directory/models/person'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const PHONE = '+7 (495) 123-45-67'
const FORM = {
  displayName: 'Anna Berg',
  email: 'anna@example.org',
  phones: [{ number: PHONE, label: null }],
  jobTitle: null,
  siteId: null,
  departmentId: null,
  managerId: null,
  room: null,
  timeZone: null,
  locale: null,
  isVip: false,
  isActive: true,
}

async function createTwoClients() {
  const own = await createOrganisation({ code: 'OWN', name: 'Own' })
  const foreign = await createOrganisation({ code: 'FOREIGN', name: 'Foreign' })
  const { displayName, email } = FORM
  const anna = await createPerson({ displayName, email, phone: PHONE, organisationId: own.id })
  const stranger = await createPerson({ displayName: 'Stranger', organisationId: foreign.id })
  const boss = await createPerson({ displayName: 'Boss', organisationId: own.id })
  const manager = await createUser({ roles: ['customer_manager'], person: boss })
  const admin = await createUser({ roles: ['administrator'] })
  return { own, foreign, anna, stranger, manager, admin }
}

type Clients = Awaited<ReturnType<typeof createTwoClients>>

function namesOf(props: Record<string, unknown>) {
  const { rows } = props.list as { rows: { displayName: string }[] }
  return rows.map((row) => row.displayName)
}

function put(client: ApiClient, { admin, anna }: Clients, changes: object) {
  return client
    .put(`/people/${anna.id}`)
    .loginAs(admin)
    .withCsrfToken()
    .redirects(0)
    .accept('json')
    .json({ ...FORM, organisationId: anna.organisationId, version: anna.version, ...changes })
}

test.group('People', (group) => {
  group.each.setup(wrapInTransaction)

  test("T1 a client's manager lists and counts the own people only", async ({ client, assert }) => {
    const { manager } = await createTwoClients()
    const page = await client.get('/people').loginAs(manager).withInertia()
    assert.deepEqual(namesOf(page.inertiaProps), ['Anna Berg', 'Boss'])
    assert.equal(page.inertiaProps.list.total, 2)
  })

  test("T2 another client's person is a 404", async ({ client }) => {
    const { manager, stranger } = await createTwoClients()
    const page = await client.get(`/people/${stranger.id}`).loginAs(manager)
    page.assertStatus(404)
  })

  test('people are found by name, e-mail and phone in any punctuation', async ({
    client,
    assert,
  }) => {
    const { admin } = await createTwoClients()
    for (const q of ['berg anna', 'ANNA@exa', '4951234567', '495 123-45']) {
      const page = await client.get('/people').qs({ q }).loginAs(admin).withInertia()
      assert.deepEqual(namesOf(page.inertiaProps), ['Anna Berg'], q)
    }
    const none = await client.get('/people').qs({ q: '%' }).loginAs(admin).withInertia()
    assert.deepEqual(namesOf(none.inertiaProps), [])
  })

  test("an account's roles are for those who manage or audit users", async ({ client, assert }) => {
    const { manager, admin, anna } = await createTwoClients()
    const agent = await createUser({ roles: ['agent_l1'] })
    await createUser({ roles: ['end_user'], person: anna })
    const forAgent = await client.get(`/people/${anna.id}`).loginAs(agent).withInertia()
    assert.isNull(forAgent.inertiaProps.account)
    for (const reader of [manager, admin]) {
      const page = await client.get(`/people/${anna.id}`).loginAs(reader).withInertia()
      assert.equal(page.inertiaProps.account.roles[0].labelEn, 'End user')
    }
  })

  test('G-02 a change is in the audit, a new person too', async ({ client, assert }) => {
    const clients = await createTwoClients()
    const answer = await put(client, clients, { jobTitle: 'Accountant', isVip: true })
    answer.assertStatus(302)
    const created = await client
      .post('/people')
      .loginAs(clients.admin)
      .withCsrfToken()
      .redirects(0)
      .json({ ...FORM, displayName: 'New One', organisationId: clients.own.id })
    created.assertStatus(302)
    const person = await Person.findByOrFail('displayName', 'New One')
    created.assertHeader('location', `/people/${person.id}`)

    const events = await AuditEvent.query().where('subjectType', 'person').orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['person.changed', 'person.created']
    )
    assert.sameDeepMembers(events[0]!.changes, [
      { field: 'jobTitle', before: null, after: 'Accountant' },
      { field: 'isVip', before: false, after: true },
    ])
  })

  test('G-15 a stale edit is a 409', async ({ client, assert }) => {
    const clients = await createTwoClients()
    const first = await put(client, clients, { jobTitle: 'One' })
    first.assertStatus(302)
    const second = await put(client, clients, { jobTitle: 'Two' })
    second.assertStatus(409)
    await clients.anna.refresh()
    assert.equal(clients.anna.jobTitle, 'One')
  })

  test("T3 a foreign organisation or another organisation's site is refused by its field", async ({
    client,
    assert,
  }) => {
    const clients = await createTwoClients()
    const site = await clients.foreign.related('sites').create({ name: 'Hall', timeZone: 'UTC' })
    const wrong: [string, object][] = [
      ['siteId', { siteId: site.id }],
      ['organisationId', { organisationId: 999_999 }],
      ['email', { email: 'not an address' }],
      ['displayName', { displayName: '' }],
    ]
    for (const [field, changes] of wrong) {
      const answer = await put(client, clients, changes)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
  })

  test('nobody without the right creates people', async ({ client }) => {
    const { manager, own } = await createTwoClients()
    const answer = await client
      .post('/people')
      .loginAs(manager)
      .withCsrfToken()
      .json({ ...FORM, organisationId: own.id })
    answer.assertStatus(403)
  })
})
