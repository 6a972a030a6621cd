import type User from '#directory/models/user'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import TicketOrigin from '#tickets/models/ticket_origin'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

type Row = { viewer: { name: string }; person: { id: number }; ip: string; isPrefetch: boolean }

test.group('The log of access to personal data', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 10:00'))
  group.each.teardown(letTimeRun)

  const open = (client: ApiClient, user: User, personId: number) =>
    client.get(`/people/${personId}`).loginAs(user).withInertia()

  async function logOf(client: ApiClient, user: User, query: object = {}): Promise<Row[]> {
    const page = await client.get('/personal-data/views').qs(query).loginAs(user).withInertia()
    page.assertStatus(200)
    return (page.inertiaProps.list as { rows: Row[] }).rows
  }

  test('DSK-04 who opened whose card, when and from where; by viewer, by person, by day', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    await open(client, desk.agent, desk.requester.personId)
    moveTo('2026-03-03 10:00')
    await open(client, desk.colleague, desk.manager.personId)

    const rows = await logOf(client, officer)
    assert.deepEqual(
      rows.map(({ viewer, person }) => [viewer.name, person.id]),
      [
        [desk.colleague.person.displayName, desk.manager.personId],
        [desk.agent.person.displayName, desk.requester.personId],
      ]
    )
    assert.match(rows[0]!.ip, /127\.0\.0\.1/)
    const name = desk.requester.person.displayName
    assert.lengthOf(await logOf(client, officer, { q: name }), 1)
    assert.lengthOf(await logOf(client, officer, { viewer: 'nobody of this name' }), 0)
    assert.lengthOf(await logOf(client, officer, { from: '2026-03-03' }), 1)
    assert.lengthOf(await logOf(client, officer, { to: '2026-03-02' }), 1)
  })

  test('PD the log leaves as CSV, and that is on record', async ({ client, assert }) => {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    await open(client, desk.agent, desk.requester.personId).header('user-agent', '=cmd()')
    const csv = await client.get('/personal-data/views/export').loginAs(officer)
    assert.include(csv.text(), desk.agent.person.displayName)
    assert.include(csv.text(), "'=cmd()")
    assert.lengthOf(await db.from('audit_events').where('action', 'person.views_exported'), 1)
  })

  test('PD T1 who watches one organisation sees views of its people alone; without the right none', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const foreign = await createPerson({ organisationId: (await createOrganisation()).id })
    await open(client, desk.agent, desk.requester.personId)
    await open(client, desk.agent, foreign.id)
    const watcher = await createUser({ roles: [] })
    const role = await Role.create({
      code: 'watcher',
      labelRu: 'н',
      labelEn: 'w',
      isBuiltin: false,
    })
    await db
      .table('role_permissions')
      .insert({ role_id: role.id, permission: 'personal_data.view', scope: 'assigned' })
    await RoleAssignment.create({
      ...{ userId: watcher.id, roleId: role.id, organisationId: desk.client.id },
    })
    await db
      .from('organisations')
      .where('id', desk.client.id)
      .update({ path: `/${desk.client.id}/` })
    const rows = await logOf(client, watcher)
    assert.deepEqual(
      rows.map(({ person }) => person.id),
      [desk.requester.personId]
    )
    const refused = await client.get('/personal-data/views').loginAs(desk.agent).withInertia()
    assert.equal(refused.status(), 403)
  })

  test('DSK-05 a ticket keeps where it was submitted from, for those who work on it', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const host = `http://${process.env.HOST}:${process.env.PORT}`
    await client
      .post('/incidents')
      .loginAs(desk.requester)
      .header('referer', `${host}/incidents/new?title=x`)
      .header('user-agent', 'Portal browser')
      .withCsrfToken()
      .redirects(0)
      .json({ impact: 3, urgency: 3, title: 'No sound', description: 'Since noon.' })
    const origin = await TicketOrigin.firstOrFail()
    assert.containSubset(origin.$attributes, {
      ...{ userAgent: 'Portal browser', sourcePage: '/incidents/new', isSignedIn: true },
    })
    const { number } = await db.from('tickets').where('id', origin.ticketId).firstOrFail()
    const door = (user: User) =>
      client.get(`/incidents/${number}/views`).loginAs(user).accept('json')
    assert.equal((await door(desk.agent)).body().origin.userAgent, 'Portal browser')
    assert.equal((await door(desk.requester)).status(), 403)
  })

  test('DSK-05 a ticket nobody submitted on a page has no origin', async ({ client, assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const door = await client
      .get(`/incidents/${ticket.number}/views`)
      .loginAs(desk.agent)
      .accept('json')
    assert.isNull(door.body().origin)
  })
})
