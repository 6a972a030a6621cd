import { StaleRecord } from '#core/errors'
import AuditEvent from '#core/models/audit_event'
import { emptyDatabase } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident } from '#tests/helpers/desk'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { updateIncident } from '#tickets/actions/update_incident'
import Ticket from '#tickets/models/ticket'
import TicketTransition from '#tickets/models/ticket_transition'
import { test } from '@japa/runner'

/** Committed rows and several transactions: these cannot run inside a rolled-back one. */
test.group('Two people at one incident', (group) => {
  group.each.teardown(emptyDatabase)

  test('G-15 a stale edit is refused with 409 and what changed, and writes nothing', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const command = { actor: actorOf(desk.colleague), ticketId: ticket.id }
    await updateIncident.handle({
      ...command,
      fields: { title: 'VPN gateway is down' },
      reason: null,
    })

    const response = await client
      .patch(`/incidents/${ticket.number}`)
      .loginAs(desk.agent)
      .withCsrfToken()
      .json({ version: ticket.version, title: 'VPN is slow' })
    response.assertStatus(409)
    const [change] = response.body().changes
    assert.equal(change.actor, desk.colleague.person.displayName)
    assert.deepInclude(change.fields, {
      field: 'title',
      before: 'VPN does not connect',
      after: 'VPN gateway is down',
    })
    assert.equal((await Ticket.findOrFail(ticket.id)).title, 'VPN gateway is down')
  })

  test('P5 of two parallel commands on one version exactly one wins', async ({ assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const versioned = { ticketId: ticket.id, version: ticket.version }
    const results = await Promise.allSettled([
      takeIncident.handle({ ...versioned, actor: actorOf(desk.agent) }),
      takeIncident.handle({ ...versioned, actor: actorOf(desk.colleague) }),
      resolveIncident.handle({
        ...versioned,
        actor: actorOf(desk.agent),
        code: 'fixed',
        text: 'Restarted the gateway.',
        closureCategoryId: desk.category.id,
      }),
    ])
    assert.lengthOf(
      results.filter((result) => result.status === 'fulfilled'),
      1
    )
    for (const result of results) {
      if (result.status === 'rejected') assert.instanceOf(result.reason, StaleRecord)
    }
    const steps = await TicketTransition.query().where('ticketId', ticket.id).orderBy('id')
    for (const [index, step] of steps.entries()) {
      assert.equal(step.fromState, steps[index - 1]?.toState ?? null)
    }
  })

  test('G-01 twenty incidents registered at once get twenty different numbers', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const tickets = await Promise.all(Array.from({ length: 20 }, () => createIncident(desk)))
    assert.lengthOf(new Set(tickets.map((ticket) => ticket.number)), 20)
    const registered = await AuditEvent.query().where('action', 'incident.registered')
    assert.lengthOf(registered, 20)
  })
})
