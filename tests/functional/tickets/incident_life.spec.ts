import AuditEvent from '#core/models/audit_event'
import Clock from '#sla/models/clock'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  createService,
  inMoscow,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { addComment } from '#tickets/actions/add_comment'
import { assignIncident } from '#tickets/actions/assign_incident'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { cancelIncident } from '#tickets/actions/cancel_incident'
import { closeIncident } from '#tickets/actions/close_incident'
import { reopenIncident } from '#tickets/actions/reopen_incident'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { updateIncident } from '#tickets/actions/update_incident'
import {
  AssigneeNotInTeam,
  ReopenWindowClosed,
  TicketClosed,
  TransitionRefused,
} from '#tickets/errors'
import Ticket from '#tickets/models/ticket'
import TicketAssignment from '#tickets/models/ticket_assignment'
import TicketTransition from '#tickets/models/ticket_transition'
import { test } from '@japa/runner'
import type { Metric } from '#sla/workflow/metrics'

const clockOf = (ticketId: number, metric: Metric) =>
  Clock.query()
    .where({ ticketId, metric })
    .whereNot('state', 'cancelled')
    .preload('pauses')
    .firstOrFail()

const RESOLUTION = { code: 'fixed', text: 'Restarted the gateway service.' } as const

function as(desk: Desk, ticketId: number) {
  const agent = { actor: actorOf(desk.agent), ticketId }
  return { agent, requester: { ...agent, actor: actorOf(desk.requester) } }
}

test.group('An incident lives', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('§3.3.5 taking it into work is the response', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    moveTo('2026-03-02 10:20')
    await takeIncident.handle(as(desk, ticket.id).agent)
    const response = await clockOf(ticket.id, 'response')
    assert.equal(response.state, 'met')
    assert.equal(response.elapsedMinutes, 20)
    const taken = await Ticket.findOrFail(ticket.id)
    assert.equal(taken.state, 'in_progress')
    assert.equal(taken.assigneeId, desk.agent.personId)
    assert.equal(taken.teamId, desk.team.id)
  })

  test("§3.3.5 an agent's first public reply is the response, an internal note is not", async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const { agent } = as(desk, ticket.id)
    moveTo('2026-03-02 10:10')
    await addComment.handle({ ...agent, visibility: 'internal', body: 'Known since Friday' })
    assert.equal((await clockOf(ticket.id, 'response')).state, 'running')
    await addComment.handle({ ...agent, visibility: 'public', body: 'We are on it' })
    assert.equal((await clockOf(ticket.id, 'response')).state, 'met')
  })

  test("the requester's own comment is no response", async ({ assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    await addComment.handle({
      ...as(desk, ticket.id).requester,
      visibility: 'public',
      body: 'Any news?',
    })
    assert.equal((await clockOf(ticket.id, 'response')).state, 'running')
  })

  test('SLM-04 waiting for the customer pauses the clock, their answer sets it going', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const { agent, requester } = as(desk, ticket.id)
    await takeIncident.handle(agent)
    moveTo('2026-03-02 11:00')
    await awaitCustomer.handle({ ...agent, question: 'Which office is it?' })
    const waiting = await Ticket.findOrFail(ticket.id)
    assert.equal(waiting.state, 'pending_customer')
    assert.equal(waiting.slaState, 'paused')
    assert.isNull(waiting.resolutionDueAt)

    moveTo('2026-03-03 11:00')
    await addComment.handle({ ...requester, visibility: 'public', body: 'The one in Tver' })
    const resumed = await Ticket.findOrFail(ticket.id)
    assert.equal(resumed.state, 'in_progress')
    // 60 of 480 minutes used; 420 from Tuesday 11:00 end at 18:00 the same day.
    assert.equal(inMoscow(resumed.resolutionDueAt), '2026-03-03 18:00')
    assert.equal((await clockOf(ticket.id, 'resolution')).pauses.length, 1)
  })

  test('INC-16 resolving stops the clock with code, text and category', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const { agent } = as(desk, ticket.id)
    await takeIncident.handle(agent)
    moveTo('2026-03-02 15:00')
    await resolveIncident.handle({ ...agent, ...RESOLUTION, closureCategoryId: desk.category.id })
    const clock = await clockOf(ticket.id, 'resolution')
    assert.equal(clock.state, 'met')
    assert.equal(clock.elapsedMinutes, 300)
    const resolved = await Ticket.query().where('id', ticket.id).preload('incident').firstOrFail()
    assert.isFalse(resolved.isOpen)
    assert.equal(resolved.slaState, 'met')
    assert.equal(resolved.incident.resolutionCode, 'fixed')
  })

  test('a new incident solved on the first call is taken and resolved in one act', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    await resolveIncident.handle({
      ...as(desk, ticket.id).agent,
      ...RESOLUTION,
      closureCategoryId: desk.category.id,
    })
    const steps = await TicketTransition.query().where('ticketId', ticket.id).orderBy('id')
    assert.deepEqual(
      steps.map((step) => step.toState),
      ['new', 'in_progress', 'resolved']
    )
  })

  test('§3.6 reopening goes on where it stopped, the time resolved is a pause', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const { agent, requester } = as(desk, ticket.id)
    await takeIncident.handle(agent)
    moveTo('2026-03-02 15:00')
    await resolveIncident.handle({ ...agent, ...RESOLUTION, closureCategoryId: desk.category.id })
    moveTo('2026-03-03 11:00')
    await reopenIncident.handle({ ...requester, reason: 'It fell off again' })
    const reopened = await Ticket.findOrFail(ticket.id)
    assert.equal(inMoscow(reopened.resolutionDueAt), '2026-03-03 14:00')
    assert.equal(reopened.reopenCount, 1)
    assert.equal(reopened.state, 'in_progress')
  })

  test('INC-17 after ten days a resolved incident does not come back', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const { agent, requester } = as(desk, ticket.id)
    await resolveIncident.handle({ ...agent, ...RESOLUTION, closureCategoryId: desk.category.id })
    moveTo('2026-03-12 10:00')
    await reopenIncident.handle({ ...requester, reason: 'Exactly on the last minute' })
    await resolveIncident.handle({ ...agent, ...RESOLUTION, closureCategoryId: desk.category.id })
    moveTo('2026-03-22 10:01')
    await assert.rejects(
      () => reopenIncident.handle({ ...requester, reason: 'Too late' }),
      ReopenWindowClosed
    )
  })

  test('§3.3.4 a stop exactly at the due time is met, a second later is breached', async ({
    assert,
  }) => {
    for (const [second, state] of [
      ['18:00:00', 'met'],
      ['18:00:01', 'breached_stopped'],
    ] as const) {
      moveTo('2026-03-02 10:00')
      const desk = await createDesk()
      const ticket = await createIncident(desk)
      moveTo(`2026-03-02 ${second}`)
      await resolveIncident.handle({
        ...as(desk, ticket.id).agent,
        ...RESOLUTION,
        closureCategoryId: desk.category.id,
      })
      assert.equal((await clockOf(ticket.id, 'resolution')).state, state)
    }
  })

  test('§3.3.7 a raised priority takes the new target and keeps the elapsed time', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const { default: AgreementTarget } = await import('#sla/models/agreement_target')
    await AgreementTarget.create({
      agreementId: desk.agreement.id,
      metric: 'resolution',
      ticketKind: 'incident',
      priority: 1,
      targetMinutes: 240,
    })
    const ticket = await createIncident(desk)
    moveTo('2026-03-02 12:00')
    await updateIncident.handle({
      ...as(desk, ticket.id).agent,
      fields: { impact: 1, urgency: 1 },
      reason: null,
    })
    const raised = await Ticket.findOrFail(ticket.id)
    assert.equal(raised.priority, 1)
    assert.equal(inMoscow(raised.resolutionDueAt), '2026-03-02 14:00')
    const replaced = await Clock.query().where({ ticketId: ticket.id, cancelCause: 'replaced' })
    assert.lengthOf(replaced, 1)
  })

  test('a service outside the contract takes the promises away', async ({ assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const uncovered = await createService()
    await desk.contract.related('services').sync([desk.service.id])
    const { agent } = as(desk, ticket.id)
    await updateIncident.handle({ ...agent, fields: { serviceId: uncovered.id }, reason: null })
    const updated = await Ticket.findOrFail(ticket.id)
    assert.isNull(updated.contractId)
    assert.equal(updated.slaState, 'none')
    assert.isNull(updated.resolutionDueAt)
  })

  test('INC-09 an override with its reason stays when impact changes', async ({ assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const { agent } = as(desk, ticket.id)
    await updateIncident.handle({ ...agent, fields: { priority: 1 }, reason: 'The director waits' })
    await updateIncident.handle({ ...agent, fields: { impact: 3 }, reason: null })
    const kept = await Ticket.findOrFail(ticket.id)
    assert.equal(kept.priority, 1)
    const event = await AuditEvent.query()
      .where('action', 'incident.updated')
      .orderBy('id')
      .firstOrFail()
    assert.equal(event.reason, 'The director waits')
    assert.deepInclude(event.changes, { field: 'priority', before: 3, after: 1 })
  })

  test('INC-10 every assignment is kept with its hands and its end', async ({ assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const { agent } = as(desk, ticket.id)
    const teamId = desk.team.id
    await assignIncident.handle({ ...agent, teamId, assigneeId: desk.agent.personId, note: null })
    await assignIncident.handle({
      ...agent,
      teamId,
      assigneeId: desk.colleague.personId,
      note: 'Knows the gateway',
    })
    const hands = await TicketAssignment.query().where('ticketId', ticket.id).orderBy('id')
    assert.deepEqual(
      hands.map((hand) => hand.assigneeId),
      [desk.agent.personId, desk.colleague.personId]
    )
    assert.isNotNull(hands[0]!.endedAt)
    assert.isNull(hands[1]!.endedAt)
    assert.equal((await Ticket.findOrFail(ticket.id)).reassignmentCount, 1)
  })

  test('an assignee from outside the team is refused and nothing is written', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const stranger = { teamId: desk.team.id, assigneeId: desk.requester.personId, note: null }
    await assert.rejects(
      () => assignIncident.handle({ ...as(desk, ticket.id).agent, ...stranger }),
      AssigneeNotInTeam
    )
    assert.equal((await Ticket.findOrFail(ticket.id)).state, 'new')
  })

  test('§3.3.8 cancelling cancels the clocks', async ({ assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    await cancelIncident.handle({
      ...as(desk, ticket.id).agent,
      cause: 'raised_in_error',
      note: 'Same as before',
    })
    const clocks = await Clock.query().where('ticketId', ticket.id)
    assert.isTrue(clocks.every((clock) => clock.state === 'cancelled'))
    assert.equal((await Ticket.findOrFail(ticket.id)).slaState, 'none')
  })

  test('P1 a step the table does not list is refused and leaves no trace', async ({ assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const close = () => closeIncident.handle({ ...as(desk, ticket.id).agent, reason: null })
    await assert.rejects(close, TransitionRefused)
    const events = await AuditEvent.query().where({ subjectType: 'ticket', subjectId: ticket.id })
    assert.lengthOf(events, 1)
  })

  test('a closed incident takes no more comments', async ({ assert }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const { agent, requester } = as(desk, ticket.id)
    await resolveIncident.handle({ ...agent, ...RESOLUTION, closureCategoryId: desk.category.id })
    await closeIncident.handle({ ...requester, reason: null })
    await assert.rejects(
      () => addComment.handle({ ...agent, visibility: 'public', body: 'One more thing' }),
      TicketClosed
    )
  })

  test('P2 P6 the chain of steps is connected and its times add up', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const { agent, requester } = as(desk, ticket.id)
    await takeIncident.handle(agent)
    moveTo('2026-03-02 12:00')
    await awaitCustomer.handle({ ...agent, question: 'Which floor?' })
    moveTo('2026-03-02 13:00')
    await addComment.handle({ ...requester, visibility: 'public', body: 'Third' })
    await resolveIncident.handle({ ...agent, ...RESOLUTION, closureCategoryId: desk.category.id })
    await closeIncident.handle({ ...requester, reason: null })
    const steps = await TicketTransition.query().where('ticketId', ticket.id).orderBy('id')
    for (const [index, step] of steps.entries()) {
      assert.equal(step.fromState, steps[index - 1]?.toState ?? null)
    }
    const minutes = steps.at(-1)!.occurredAt.diff(steps[0]!.occurredAt, 'minutes').minutes
    assert.equal(minutes, 180)
  })
})
