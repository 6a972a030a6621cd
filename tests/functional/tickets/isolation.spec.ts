import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident, type Desk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { addComment } from '#tickets/actions/add_comment'
import { awaitVendor } from '#tickets/actions/await_vendor'
import { takeIncident } from '#tickets/actions/take_incident'
import type Ticket from '#tickets/models/ticket'
import { test } from '@japa/runner'

const POSTS = [
  'assignment',
  'work',
  'queue-return',
  'customer-wait',
  'vendor-wait',
  'resumption',
  'resolution',
  'closure',
  'reopening',
  'cancellation',
  'duplicates',
  'comments',
]

test.group("Another client's incident", (group) => {
  group.each.setup(wrapInTransaction)

  test('T2 is a 404 on every door', async ({ client }) => {
    const ticket = await createIncident(await createDesk())
    const other = await createDesk()
    for (const visitor of [other.manager, other.requester]) {
      const page = await client.get(`/incidents/${ticket.number}`).loginAs(visitor)
      page.assertStatus(404)
      const edit = await client
        .patch(`/incidents/${ticket.number}`)
        .loginAs(visitor)
        .withCsrfToken()
        .json({ version: 1 })
      edit.assertStatus(404)
      for (const step of POSTS) {
        const response = await client
          .post(`/incidents/${ticket.number}/${step}`)
          .loginAs(visitor)
          .withCsrfToken()
          .json({ version: 1 })
        response.assertStatus(404)
      }
    }
  })

  test('T1 G-16 is neither listed nor counted', async ({ client, assert }) => {
    const desk = await createDesk()
    const other = await createDesk()
    await createIncident(desk)
    await createIncident(other)
    const page = await client.get('/incidents').loginAs(other.manager).withInertia()
    const { tickets, page: totals } = page.inertiaProps as {
      tickets: { organisation: { name: string } }[]
      page: { total: number }
    }
    assert.equal(totals.total, 1)
    assert.lengthOf(tickets, 1)
  })

  test('a requester sees only their own, the manager the whole organisation', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    await createIncident(desk)
    await createIncident(desk, { requesterId: desk.manager.personId })
    const totalFor = async (visitor: Desk['agent']) => {
      const page = await client.get('/incidents').loginAs(visitor).withInertia()
      return (page.inertiaProps as { page: { total: number } }).page.total
    }
    assert.equal(await totalFor(desk.requester), 1)
    assert.equal(await totalFor(desk.manager), 2)
  })

  test('an agent assigned to one client sees no other', async ({ client }) => {
    const desk = await createDesk()
    const other = await createDesk()
    const mine = await createIncident(desk)
    const foreign = await createIncident(other)
    const limited = await createUser({ roles: ['agent_l1'], assignedTo: desk.client })
    ;(await client.get(`/incidents/${mine.number}`).loginAs(limited)).assertStatus(200)
    ;(await client.get(`/incidents/${foreign.number}`).loginAs(limited)).assertStatus(404)
  })
})

test.group('Rights on a visible incident', (group) => {
  group.each.setup(wrapInTransaction)

  const timelineOf = async (
    client: import('@japa/api-client').ApiClient,
    ticket: Ticket,
    visitor: Desk['agent']
  ) => {
    const page = await client.get(`/incidents/${ticket.number}`).loginAs(visitor).withInertia()
    return JSON.stringify(page.inertiaProps)
  }

  test("G-11 an internal note never reaches the client's side", async ({ client, assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    await addComment.handle({ ...command, visibility: 'internal', body: 'secret-remark' })
    assert.include(await timelineOf(client, ticket, desk.agent), 'secret-remark')
    assert.notInclude(await timelineOf(client, ticket, desk.requester), 'secret-remark')
    assert.notInclude(await timelineOf(client, ticket, desk.manager), 'secret-remark')
  })

  test('the vendor the desk waits for is not named to the client', async ({ client, assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    await takeIncident.handle(command)
    const vendor = { vendor: 'Secret Supplies', reference: 'SR-1', expectedOn: '2030-01-01' }
    await awaitVendor.handle({ ...command, ...vendor })
    assert.include(await timelineOf(client, ticket, desk.agent), 'Secret Supplies')
    assert.notInclude(await timelineOf(client, ticket, desk.requester), 'Secret Supplies')
  })

  test('G-04 a requester may not do the work of the desk: 403 by the server', async ({
    client,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    for (const step of [
      'assignment',
      'work',
      'customer-wait',
      'vendor-wait',
      'resolution',
      'queue-return',
    ]) {
      const response = await client
        .post(`/incidents/${ticket.number}/${step}`)
        .loginAs(desk.requester)
        .withCsrfToken()
        .json({ version: 1 })
      response.assertStatus(403)
    }
    const note = await client
      .post(`/incidents/${ticket.number}/comments`)
      .loginAs(desk.requester)
      .withCsrfToken()
      .json({ visibility: 'internal', body: 'x' })
    note.assertStatus(403)
  })

  test('an act leads back to the page with the filters and the tab it had', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const page = `/incidents/${ticket.number}`
    const post = (address: string, body: object) =>
      client
        .post(address)
        .loginAs(desk.agent)
        .withCsrfToken()
        .header('referer', `${page}?tab=history&page=2`)
        .redirects(0)
        .json(body)
    const comment = await post(`${page}/comments`, { visibility: 'internal', body: 'Noted.' })
    comment.assertHeader('location', `${page}?tab=history&page=2`)
    const work = await post(`${page}/work`, { version: (await ticket.refresh()).version })
    assert.equal(work.header('location'), `${page}?tab=history&page=2`)
  })

  test('INC-09 an agent without the right cannot override the priority', async ({ client }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const response = await client
      .patch(`/incidents/${ticket.number}`)
      .loginAs(desk.agent)
      .withCsrfToken()
      .json({ version: 1, priority: 1, reason: 'Because' })
    response.assertStatus(403)
  })

  test('a requester takes back what nobody has begun', async ({ client }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk, { requesterId: desk.requester.personId })
    const response = await client
      .post(`/incidents/${ticket.number}/cancellation`)
      .loginAs(desk.requester)
      .withCsrfToken()
      .redirects(0)
      .json({ version: ticket.version, cause: 'withdrawn' })
    response.assertStatus(302)
  })

  test('a guest is sent to sign in', async ({ client }) => {
    const ticket = await createIncident(await createDesk())
    const response = await client.get(`/incidents/${ticket.number}`).redirects(0)
    response.assertStatus(302)
    response.assertHeader('location', '/sign-in')
  })

  test('an unknown number is a 404', async ({ client }) => {
    const desk = await createDesk()
    ;(await client.get('/incidents/INC-999999').loginAs(desk.agent)).assertStatus(404)
  })
})
