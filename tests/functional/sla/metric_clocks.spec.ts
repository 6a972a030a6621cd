import Clock from '#sla/models/clock'
import { convertClocks } from '#sla/actions/convert_clocks'
import { driveClocks, type ClockEvent } from '#sla/actions/drive_clocks'
import AgreementTarget from '#sla/models/agreement_target'
import type { Metric } from '#sla/models/agreement_types'
import { clock as time } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  inMoscow,
  letTimeRun,
  moveTo,
} from '#tests/helpers/desk'
import { clockOf, createRule, fireDue, timersOf } from '#tests/helpers/timers'
import { addComment } from '#tickets/actions/add_comment'
import { assignIncident } from '#tickets/actions/assign_incident'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { reopenIncident } from '#tickets/actions/reopen_incident'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { resumeIncident } from '#tickets/actions/resume_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { updateIncident } from '#tickets/actions/update_incident'
import Ticket from '#tickets/models/ticket'
import { ticketPasts } from '#tickets/queries/ticket_pasts'
import Team from '#directory/models/team'
import { test } from '@japa/runner'

/** Monday to Friday 9 to 18 in Moscow. */
test.group('Clocks of assignment and next update', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  async function begin(targets: Partial<Record<Metric, number>>) {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk({ response: 60, resolution: 480, ...targets })
    const ticket = await createIncident(desk)
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    const say = (body = 'We are on it.') =>
      addComment.handle({ ...command, visibility: 'public', body })
    const resolve = () =>
      resolveIncident.handle({
        ...{ ...command, code: 'fixed', text: 'Restarted the service.' },
        closureCategoryId: desk.category.id,
      })
    return { desk, ticket, command, say, resolve }
  }

  async function roundsOf(ticketId: number) {
    const clocks = await Clock.query().where({ ticketId, metric: 'next_update' }).orderBy('id')
    return clocks.map(({ origin, state, startedAt, elapsedMinutes, dueAt }) => [
      ...[origin, state, inMoscow(startedAt)!.slice(11), elapsedMinutes],
      dueAt ? inMoscow(dueAt)!.slice(5) : null,
    ])
  }

  test('§3.3.5 SLM-05 the assignment is over when a person answers for the ticket, once', async ({
    assert,
  }) => {
    const { desk, ticket, command } = await begin({ assignment: 60 })
    const team = await Team.create({ code: 'T', name: 'T', tier: 2, isActive: true })
    await team.related('members').attach([desk.agent.personId])
    moveTo('2026-03-02 10:30')
    const assign = (assigneeId: number | null) =>
      assignIncident.handle({ ...command, teamId: team.id, assigneeId, note: null })
    await assign(null)
    assert.equal((await clockOf(ticket.id, 'assignment')).state, 'running')
    moveTo('2026-03-02 11:30')
    await assign(desk.agent.personId)
    await assign(null)
    const clock = await clockOf(ticket.id, 'assignment')
    assert.deepEqual([clock.state, clock.elapsedMinutes], ['breached_stopped', 90])
    assert.lengthOf(await Clock.query().where({ ticketId: ticket.id, metric: 'assignment' }), 1)
  })

  test('§3.3.5 who takes the incident is in charge of it', async ({ assert }) => {
    const { ticket, command } = await begin({ assignment: 60 })
    moveTo('2026-03-02 10:20')
    await takeIncident.handle(command)
    assert.equal((await clockOf(ticket.id, 'assignment')).elapsedMinutes, 20)
  })

  test('§3.3.5 the next update is due anew with every public comment of the desk', async ({
    assert,
  }) => {
    const { desk, ticket, command, say, resolve } = await begin({ next_update: 120 })
    moveTo('2026-03-02 11:00')
    await say()
    moveTo('2026-03-02 12:00')
    await addComment.handle({ ...command, visibility: 'internal', body: 'A note.' })
    const requester = { ...actorOf(desk.agent), personId: ticket.requesterId }
    await addComment.handle({ ...command, actor: requester, visibility: 'public', body: 'And?' })
    moveTo('2026-03-02 14:00')
    await fireDue()
    await say()
    moveTo('2026-03-02 15:00')
    await resolve()
    await say('By the way.')
    assert.deepEqual(await roundsOf(ticket.id), [
      ['opened', 'met', '10:00', 60, '03-02 12:00'],
      ['restarted', 'breached_stopped', '11:00', 180, '03-02 13:00'],
      ['restarted', 'met', '14:00', 60, '03-02 16:00'],
    ])
    moveTo('2026-03-02 16:00')
    await reopenIncident.handle({ ...command, reason: 'It is back' })
    await say()
    assert.lengthOf(await roundsOf(ticket.id), 3)
  })

  test('§3.3.3 while the customer is waited for no update is owed', async ({ assert }) => {
    const { ticket, command, say } = await begin({ next_update: 120 })
    await takeIncident.handle(command)
    moveTo('2026-03-02 11:00')
    await awaitCustomer.handle({ ...command, question: 'Which version?' })
    moveTo('2026-03-02 13:00')
    await say('Any news?')
    moveTo('2026-03-02 14:00')
    await resumeIncident.handle(command)
    assert.deepEqual(await roundsOf(ticket.id), [
      ['opened', 'met', '10:00', 60, '03-02 12:00'],
      ['restarted', 'met', '11:00', 0, '03-02 15:00'],
      ['restarted', 'running', '13:00', null, '03-02 16:00'],
    ])
    const [, , third] = await Clock.query()
      .where({ ticketId: ticket.id, metric: 'next_update' })
      .preload('pauses')
      .orderBy('id')
    assert.deepEqual(
      third!.pauses.map(({ startedAt, endedAt, cause }) => [
        inMoscow(startedAt),
        inMoscow(endedAt),
        cause,
      ]),
      [['2026-03-02 13:00', '2026-03-02 14:00', 'pending_customer']]
    )
  })

  test('§3.3.9 each round has timers of its own, and leaves what is due of the ticket alone', async ({
    assert,
  }) => {
    const { desk, ticket, say } = await begin({ next_update: 120 })
    const before = await Ticket.findOrFail(ticket.id)
    const rule = await createRule(desk.agreement, { metric: 'next_update', amount: 75 })
    moveTo('2026-03-02 11:00')
    await say()
    const round = await clockOf(ticket.id, 'next_update')
    assert.deepEqual(
      (await timersOf(round.id)).map(({ ruleId, at, state }) => [ruleId, at, state]),
      [
        [rule.id, '03-02 12:30', 'pending'],
        [0, '03-02 13:00', 'pending'],
      ]
    )
    const waiting = (await timersOf(round.predecessorId!)).filter(
      ({ state }) => state === 'pending'
    )
    assert.lengthOf(waiting, 0)
    const after = await Ticket.findOrFail(ticket.id)
    assert.equal(inMoscow(after.resolutionDueAt), inMoscow(before.resolutionDueAt))
    assert.isNull(after.responseDueAt)
  })

  test('§3.3.7 another priority replaces the running round only', async ({ assert }) => {
    const { desk, ticket, command, say } = await begin({ next_update: 120 })
    await AgreementTarget.create({
      ...{ agreementId: desk.agreement.id, metric: 'next_update', ticketKind: 'incident' },
      ...{ priority: 1, targetMinutes: 30 },
    })
    moveTo('2026-03-02 11:00')
    await say()
    moveTo('2026-03-02 11:10')
    await updateIncident.handle({ ...command, fields: { priority: 1 }, reason: 'As agreed' })
    assert.deepEqual(await roundsOf(ticket.id), [
      ['opened', 'met', '10:00', 60, '03-02 12:00'],
      ['restarted', 'cancelled', '11:00', null, null],
      ['target_changed', 'running', '11:00', null, '03-02 11:30'],
    ])
  })

  test('SLM-08 the past of a ticket tells its rounds and its first person in charge', async ({
    assert,
  }) => {
    const { ticket, command, say, resolve } = await begin({ next_update: 120, assignment: 60 })
    moveTo('2026-03-02 10:40')
    await takeIncident.handle(command)
    moveTo('2026-03-02 11:00')
    await say()
    moveTo('2026-03-02 12:00')
    await resolve()
    const past = (await ticketPasts([ticket.id])).get(ticket.id)!
    const told = past.events.flatMap((event) => {
      if (event.kind === 'updated') return [['updated', inMoscow(event.at)]]
      const isMeant = event.kind === 'stopped' && event.metric === 'assignment'
      return isMeant ? [['assignment', inMoscow(event.at)]] : []
    })
    assert.deepEqual(told, [
      ['assignment', '2026-03-02 10:40'],
      ['updated', '2026-03-02 11:00'],
    ])
  })
})

test.group('Clocks of a request, before requests are', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  /** What the request's own domain will do: submit it, then tell what happens to it. */
  async function submit(deliveryStart: 'approval' | 'submission') {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const { agreement } = desk
    await agreement.merge({ deliveryStart }).save()
    const targets = { response: 60, assignment: 60, approval: 120, delivery: 480 }
    await AgreementTarget.createMany(
      Object.entries(targets).map(([metric, targetMinutes]) => ({
        ...{ agreementId: agreement.id, metric: metric as Metric, ticketKind: 'request' },
        targetMinutes,
      }))
    )
    const ticket = await createIncident(desk)
    const facts = {
      ...{ ticketKind: 'request', serviceId: null, organisationIds: [], ciCriticality: null },
      ...{ isVip: false, priority: 3 },
    }
    const convert = (events: ClockEvent[] = []) =>
      inTransaction((trx) =>
        convertClocks(trx, {
          ...{ ticketId: ticket.id, intoTicketId: ticket.id, facts, state: 'submitted' },
          ...{ agreementId: agreement.id, openedAt: ticket.openedAt, at: time.now(), events },
        })
      )
    const happen = (state: string, ...more: ClockEvent[]) =>
      inTransaction((trx) =>
        driveClocks(trx, ticket.id, [{ kind: 'state_changed', state, at: time.now() }, ...more])
      )
    return { ticket, facts, agreement, convert, happen }
  }

  async function standing(ticketId: number) {
    const clocks = await Clock.query()
      .where({ ticketId })
      .whereNot('state', 'cancelled')
      .orderBy('id')
    return Object.fromEntries(
      clocks.map(({ metric, state, elapsedMinutes, dueAt }) => [
        metric,
        [state, elapsedMinutes ?? (dueAt && inMoscow(dueAt)!.slice(5))],
      ])
    )
  }

  test('§2.2 the approval runs to the decision, the delivery from it', async ({ assert }) => {
    const { ticket, convert, happen } = await submit('approval')
    await convert()
    assert.deepEqual(await standing(ticket.id), {
      response: ['running', '03-02 11:00'],
      assignment: ['paused', null],
      approval: ['running', '03-02 12:00'],
      delivery: ['paused', null],
    })
    const waiting = await clockOf(ticket.id, 'delivery')
    assert.deepEqual(
      waiting.pauses.map(({ cause, endedAt }) => [cause, endedAt]),
      [['submitted', null]]
    )
    assert.lengthOf(await timersOf(waiting.id), 0)
    await happen('pending_approval')
    moveTo('2026-03-02 11:30')
    await happen('approved')
    assert.deepEqual(await standing(ticket.id), {
      response: ['running', '03-02 11:00'],
      assignment: ['running', '03-02 12:30'],
      approval: ['met', 90],
      delivery: ['running', '03-03 10:30'],
    })
    assert.lengthOf(await timersOf(waiting.id), 1)
    moveTo('2026-03-02 12:00')
    await happen('fulfilled')
    assert.deepEqual((await standing(ticket.id)).delivery, ['met', 30])
    moveTo('2026-03-02 13:00')
    await happen('in_fulfilment', { kind: 'reopened', metric: 'delivery', at: time.now() })
    assert.deepEqual((await standing(ticket.id)).delivery, ['running', '03-03 11:30'])
  })

  test('§2.2 by the other setting the delivery counts from the submission', async ({ assert }) => {
    const { ticket, convert, happen } = await submit('submission')
    await convert()
    moveTo('2026-03-02 11:30')
    await happen('approved')
    assert.deepEqual((await standing(ticket.id)).delivery, ['running', '03-02 18:00'])
  })

  test('§2.2 a rejected request has a decision, and nothing else is judged', async ({ assert }) => {
    const { ticket, convert, happen } = await submit('approval')
    await convert()
    moveTo('2026-03-02 11:00')
    await happen('rejected', { kind: 'cancelled', cause: 'rejected', at: time.now() })
    assert.deepEqual(await standing(ticket.id), { approval: ['met', 60] })
  })

  test('§3.3.8 an incident that becomes a request is judged anew from its opening', async ({
    assert,
  }) => {
    const { ticket, convert } = await submit('submission')
    moveTo('2026-03-02 10:15')
    await inTransaction((trx) =>
      driveClocks(trx, ticket.id, [{ kind: 'stopped', metric: 'response', at: time.now() }])
    )
    const answered = time.now()
    moveTo('2026-03-02 13:00')
    await convert([{ kind: 'stopped', metric: 'response', at: answered }])
    const old = await Clock.query().where({ ticketId: ticket.id, cancelCause: 'converted' })
    assert.sameMembers(
      old.map(({ metric, state }) => `${metric} ${state}`),
      ['response cancelled', 'resolution cancelled']
    )
    for (const { id } of old) {
      assert.isFalse((await timersOf(id)).some(({ state }) => state === 'pending'))
    }
    const now = await standing(ticket.id)
    assert.deepEqual(now.response, ['met', 15])
    assert.deepEqual(now.delivery, ['running', '03-02 18:00'])
    assert.equal(now.approval![0], 'breached_running')
  })

  test('§3.3.8 without a contract for the new kind nothing is promised any more', async ({
    assert,
  }) => {
    const { ticket, facts } = await submit('approval')
    await inTransaction((trx) =>
      convertClocks(trx, {
        ...{ ticketId: ticket.id, intoTicketId: ticket.id, facts, state: 'submitted', events: [] },
        ...{ agreementId: null, openedAt: ticket.openedAt, at: time.now() },
      })
    )
    assert.deepEqual(await standing(ticket.id), {})
  })

  test('§3.3.8, INC-22 merging cancels what runs and what has ended', async ({ assert }) => {
    const { ticket } = await submit('approval')
    await inTransaction((trx) =>
      driveClocks(trx, ticket.id, [
        { kind: 'stopped', metric: 'response', at: time.now() },
        { kind: 'cancelled', cause: 'merged', at: time.now() },
      ])
    )
    assert.deepEqual(await standing(ticket.id), {})
    const gone = await Clock.findByOrFail({ ticketId: ticket.id, metric: 'resolution' })
    assert.equal(gone.cancelCause, 'merged')
    assert.isFalse((await timersOf(gone.id)).some(({ state }) => state === 'pending'))
  })
})
