import AuditEvent from '#core/models/audit_event'
import Clock from '#sla/models/clock'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident, inMoscow, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createOrganisation, createPerson } from '#tests/helpers/people'
import Ticket from '#tickets/models/ticket'
import TicketTransition from '#tickets/models/ticket_transition'
import { test } from '@japa/runner'

test.group('Registering an incident', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  const body = {
    impact: 2,
    urgency: 2,
    title: 'VPN does not connect',
    description: 'Timeout since nine.',
  }

  test('INC-01 an agent registers for a requester and lands on the ticket', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const response = await client
      .post('/incidents')
      .loginAs(desk.agent)
      .withCsrfToken()
      .redirects(0)
      .json({
        ...body,
        requesterId: desk.requester.personId,
        serviceId: desk.service.id,
        channel: 'phone',
      })
    const ticket = await Ticket.query().orderBy('id', 'desc').firstOrFail()
    response.assertStatus(302)
    response.assertHeader('location', `/incidents/${ticket.number}`)
    assert.match(ticket.number, /^INC-\d{6}$/)
    assert.equal(ticket.organisationId, desk.client.id)
    assert.equal(ticket.contractId, desk.contract.id)
    assert.equal(ticket.priority, 3)
  })

  test('G-01 numbers rise one by one and are unique', async ({ assert }) => {
    const desk = await createDesk()
    const first = await createIncident(desk)
    const second = await createIncident(desk)
    assert.equal(Number(second.number.slice(4)), Number(first.number.slice(4)) + 1)
  })

  test('SLM-05 both clocks attach and their due times follow the working calendar', async ({
    assert,
  }) => {
    moveTo('2026-03-06 17:40')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    // Friday 17:40 and 60 working minutes: 20 are left of the day, 40 on Monday.
    assert.equal(inMoscow(ticket.responseDueAt), '2026-03-09 09:40')
    assert.equal(inMoscow(ticket.resolutionDueAt), '2026-03-09 16:40')
    assert.equal(ticket.slaState, 'running')
    const clocks = await Clock.query().where('ticketId', ticket.id)
    assert.sameMembers(
      clocks.map((clock) => clock.metric),
      ['response', 'resolution']
    )
  })

  test('an organisation without a contract gets a ticket without clocks', async ({ assert }) => {
    const desk = await createDesk()
    const stranger = await createPerson({ organisationId: (await createOrganisation()).id })
    const ticket = await createIncident(desk, { requesterId: stranger.id })
    assert.isNull(ticket.contractId)
    assert.equal(ticket.slaState, 'none')
  })

  test('G-03 the history begins with the registration and its fields', async ({ assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const event = await AuditEvent.query()
      .where({ subjectType: 'ticket', subjectId: ticket.id })
      .firstOrFail()
    assert.equal(event.action, 'incident.registered')
    assert.equal(event.actorUserId, desk.agent.id)
    assert.deepInclude(event.changes, { field: 'priority', before: null, after: 3 })
    const step = await TicketTransition.findByOrFail('ticketId', ticket.id)
    assert.isNull(step.fromState)
    assert.equal(step.toState, 'new')
  })

  test("a service's own team gets the incident into its queue", async ({ assert }) => {
    const desk = await createDesk()
    await desk.service.merge({ supportTeamId: desk.team.id }).save()
    const ticket = await createIncident(desk)
    assert.equal(ticket.state, 'assigned')
    assert.equal(ticket.teamId, desk.team.id)
    assert.isNull(ticket.assigneeId)
  })

  test('REQ a requester registers for themselves only and cannot choose a team', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    await client
      .post('/incidents')
      .loginAs(desk.requester)
      .withCsrfToken()
      .redirects(0)
      .json({ ...body, teamId: desk.team.id })
    const ticket = await Ticket.query().orderBy('id', 'desc').firstOrFail()
    assert.equal(ticket.requesterId, desk.requester.personId)
    assert.equal(ticket.channel, 'portal')
    assert.isNull(ticket.teamId)

    const forColleague = await client
      .post('/incidents')
      .loginAs(desk.requester)
      .withCsrfToken()
      .accept('json')
      .json({ ...body, requesterId: desk.manager.personId })
    forColleague.assertStatus(422)
    assert.equal(forColleague.body().errors[0].field, 'requesterId')
  })

  test("T3 another client's configuration item in the body is refused by field", async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const foreign = await createConfigurationItem({
      organisationId: (await createOrganisation()).id,
    })
    const response = await client
      .post('/incidents')
      .loginAs(desk.manager)
      .withCsrfToken()
      .accept('json')
      .json({ ...body, ciIds: [foreign.id] })
    response.assertStatus(422)
    assert.equal(response.body().errors[0].field, 'ciIds')
    assert.lengthOf(await Ticket.all(), 0)
  })

  test('bad input names every field and writes nothing', async ({ client, assert }) => {
    const desk = await createDesk()
    const response = await client
      .post('/incidents')
      .loginAs(desk.agent)
      .withCsrfToken()
      .accept('json')
      .json({ impact: 9, title: '', urgency: 'high' })
    response.assertStatus(422)
    const fields = response.body().errors.map((error: { field: string }) => error.field)
    assert.sameMembers(fields, ['impact', 'urgency', 'title', 'description'])
    assert.lengthOf(await Ticket.all(), 0)
  })

  test('an inactive organisation takes no new incidents', async ({ client }) => {
    const desk = await createDesk()
    await desk.client.merge({ isActive: false }).save()
    const response = await client
      .post('/incidents')
      .loginAs(desk.agent)
      .withCsrfToken()
      .accept('json')
      .json({ ...body, requesterId: desk.requester.personId })
    response.assertStatus(422)
  })
})
