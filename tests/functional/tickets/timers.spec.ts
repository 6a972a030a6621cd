import AuditEvent from '#core/models/audit_event'
import Clock from '#sla/models/clock'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createOrganisation, createPerson } from '#tests/helpers/people'
import { closeResolvedIncidents } from '#tickets/actions/close_resolved_incidents'
import { fireTicketTimers } from '#tickets/actions/fire_ticket_timers'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import type { RegisterIncident } from '#tickets/actions/register_incident'
import Ticket from '#tickets/models/ticket'
import { test } from '@japa/runner'

test.group('What time itself does', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  async function resolved(desk: Desk, values: Partial<RegisterIncident> = {}) {
    const ticket = await createIncident(desk, values)
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    return resolveIncident.handle({
      ...command,
      code: 'fixed',
      text: 'Restarted it.',
      closureCategoryId: desk.category.id,
    })
  }

  test('SLM-07 a breach is recorded once, with the team that held the ticket', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk, { teamId: desk.team.id })
    moveTo('2026-03-02 11:00')
    assert.equal(await fireTicketTimers.handle({ worker: 'test' }), 0)
    moveTo('2026-03-02 11:01')
    assert.equal(await fireTicketTimers.handle({ worker: 'test' }), 1)
    assert.equal(await fireTicketTimers.handle({ worker: 'test' }), 0)

    const clock = await Clock.query()
      .where({ ticketId: ticket.id, metric: 'response' })
      .firstOrFail()
    assert.equal(clock.state, 'breached_running')
    assert.equal(clock.breachTeamId, desk.team.id)
    assert.equal(clock.breachCause, 'time')
    assert.equal((await Ticket.findOrFail(ticket.id)).slaState, 'breached')
    const event = await AuditEvent.findByOrFail('action', 'clock.breached')
    assert.deepInclude(event.changes, { field: 'teamId', before: null, after: desk.team.id })
  })

  test('INC-16 three working days after the resolution an incident closes by itself', async ({
    assert,
  }) => {
    moveTo('2026-03-05 15:00')
    const desk = await createDesk()
    const ticket = await resolved(desk)
    // Thursday; Friday, Monday and Tuesday are the three working days.
    moveTo('2026-03-10 14:59')
    assert.equal(await closeResolvedIncidents.handle(), 0)
    moveTo('2026-03-10 15:00')
    assert.equal(await closeResolvedIncidents.handle(), 1)
    const closed = await Ticket.findOrFail(ticket.id)
    assert.equal(closed.state, 'closed')
    assert.isNotNull(closed.closedAt)
    const event = await AuditEvent.findByOrFail('action', 'incident.closed')
    assert.equal(event.channel, 'system')
  })

  test('without a contract every day counts', async ({ assert }) => {
    moveTo('2026-03-06 15:00')
    const desk = await createDesk()
    const stranger = await createPerson({ organisationId: (await createOrganisation()).id })
    await resolved(desk, { requesterId: stranger.id })
    moveTo('2026-03-09 15:00')
    assert.equal(await closeResolvedIncidents.handle(), 1)
  })
})
