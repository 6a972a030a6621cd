import RecordView from '#core/models/record_view'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import type User from '#directory/models/user'
import type Ticket from '#tickets/models/ticket'
import { test } from '@japa/runner'

test.group('Who viewed a ticket', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  const open = (client: ApiClient, ticket: Ticket, visitor: User) =>
    client.get(`/incidents/${ticket.number}`).loginAs(visitor).withInertia()
  const views = (client: ApiClient, ticket: Ticket, visitor: User) =>
    client.get(`/incidents/${ticket.number}/views`).loginAs(visitor).accept('json')

  async function deskWithTicket(): Promise<[Desk, Ticket]> {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    return [desk, await createIncident(desk)]
  }

  test('DSK-04 opening a ticket is noted with person, time, address and page', async ({
    client,
    assert,
  }) => {
    const [desk, ticket] = await deskWithTicket()
    const host = `http://${process.env.HOST}:${process.env.PORT}`
    await open(client, ticket, desk.agent)
      .header('referer', `${host}/incidents?q=secret`)
      .header('user-agent', 'Test')
    const [view] = await RecordView.all()
    assert.containSubset(view!.$attributes, {
      viewerUserId: desk.agent.id,
      subjectType: 'ticket',
      subjectId: ticket.id,
      organisationId: desk.client.id,
      sourcePage: '/incidents',
      userAgent: 'Test',
      isPrefetch: false,
    })
    assert.match(view!.ip!, /127\.0\.0\.1/)
  })

  test('a page of another site is not kept as the source', async ({ client, assert }) => {
    const [desk, ticket] = await deskWithTicket()
    await open(client, ticket, desk.agent).header('referer', 'https://elsewhere.example/incidents')
    assert.isNull((await RecordView.firstOrFail()).sourcePage)
  })

  test('DSK-04 within ten minutes it is one visit, after that another', async ({
    client,
    assert,
  }) => {
    const [desk, ticket] = await deskWithTicket()
    for (const time of ['10:00', '10:09', '10:19', '10:30']) {
      moveTo(`2026-03-02 ${time}`)
      await open(client, ticket, desk.agent)
    }
    const visits = await RecordView.query().orderBy('id')
    assert.deepEqual(
      visits.map(({ at, lastAt }) => [at.toFormat('HH:mm'), lastAt.toFormat('HH:mm')]),
      [
        ['07:00', '07:19'],
        ['07:30', '07:30'],
      ]
    )
  })

  test('each viewer has a visit of their own', async ({ client, assert }) => {
    const [desk, ticket] = await deskWithTicket()
    await open(client, ticket, desk.agent)
    await open(client, ticket, desk.colleague)
    await open(client, ticket, desk.requester)
    assert.lengthOf(await RecordView.all(), 3)
  })

  test('a page fetched ahead is a view only once it is opened', async ({ client, assert }) => {
    const [desk, ticket] = await deskWithTicket()
    await open(client, ticket, desk.agent).header('purpose', 'prefetch')
    assert.isTrue((await RecordView.firstOrFail()).isPrefetch)
    await open(client, ticket, desk.agent)
    assert.isFalse((await RecordView.firstOrFail()).isPrefetch)
  })

  test('a ticket one may not see is not noted as viewed', async ({ client, assert }) => {
    const [, ticket] = await deskWithTicket()
    const other = await createDesk()
    ;(await open(client, ticket, other.requester)).assertStatus(404)
    assert.isEmpty(await RecordView.all())
  })

  test('DSK-05 those who work on a ticket read who viewed it, the latest first', async ({
    client,
    assert,
  }) => {
    const [desk, ticket] = await deskWithTicket()
    await open(client, ticket, desk.requester)
    moveTo('2026-03-02 10:05')
    await open(client, ticket, desk.colleague)
    const response = await views(client, ticket, desk.agent)
    response.assertStatus(200)
    assert.deepEqual(
      response
        .body()
        .views.map(({ viewer, at }: { viewer: { name: string }; at: string }) => [viewer.name, at]),
      [
        [desk.colleague.person.displayName, '2026-03-02T07:05:00.000Z'],
        [desk.requester.person.displayName, '2026-03-02T07:00:00.000Z'],
      ]
    )
  })

  test('T2 a requester gets 403, a stranger 404, an auditor the list', async ({ client }) => {
    const [desk, ticket] = await deskWithTicket()
    ;(await views(client, ticket, desk.requester)).assertStatus(403)
    ;(await views(client, ticket, (await createDesk()).manager)).assertStatus(404)
    ;(await views(client, ticket, await createUser({ roles: ['auditor'] }))).assertStatus(200)
  })
})
