import Clock from '#sla/models/clock'
import { convertClocks } from '#sla/actions/convert_clocks'
import { driveClocks, type ClockEvent } from '#sla/actions/drive_clocks'
import { ClockReplay } from '#sla/actions/replay_clocks'
import AgreementTarget from '#sla/models/agreement_target'
import type { Metric } from '#sla/models/agreement_types'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock as time } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  createService,
  inMoscow,
  type Desk,
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
import type { DateTime } from 'luxon'

/** Monday to Friday 9 to 18 in Moscow. */
test.group('Clocks of assignment and next update', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  type Targets = Partial<Record<Metric, number>>

  async function begin(targets: Targets, usual: Targets = { response: 60, resolution: 480 }) {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk({ ...usual, ...targets })
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
  })

  test('§3.3.5, §3.3.6 after a reopening news is owed again', async ({ assert }) => {
    const { ticket, command, say, resolve } = await begin({ next_update: 120 })
    moveTo('2026-03-02 11:00')
    await resolve()
    await say('By the way.')
    moveTo('2026-03-02 12:00')
    await reopenIncident.handle({ ...command, reason: 'It is back' })
    moveTo('2026-03-02 13:00')
    await say()
    assert.deepEqual(await roundsOf(ticket.id), [
      ['opened', 'met', '10:00', 60, '03-02 12:00'],
      ['reopened', 'met', '12:00', 60, '03-02 14:00'],
      ['restarted', 'running', '13:00', null, '03-02 15:00'],
    ])
  })

  test('§3.3.5 the words of a machine are no first response and no news', async ({ assert }) => {
    const { ticket, command } = await begin({ next_update: 120 })
    const reply = { visibility: 'public', body: 'Your message has arrived.' } as const
    await addComment.handle({ ...command, ...reply, actor: SYSTEM_ACTOR })
    assert.equal((await clockOf(ticket.id, 'response')).state, 'running')
    assert.lengthOf(await roundsOf(ticket.id), 1)
    assert.isNull((await Ticket.findOrFail(ticket.id)).firstResponseAt)
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

  async function promiseFor(
    desk: Desk,
    priority: number,
    targets: Partial<Record<Metric, number>>
  ) {
    await AgreementTarget.createMany(
      Object.entries(targets).map(([metric, targetMinutes]) => ({
        ...{ agreementId: desk.agreement.id, metric: metric as Metric, ticketKind: 'incident' },
        ...{ priority, targetMinutes },
      }))
    )
  }

  test('§3.3.7 a raised priority begins what was promised to nobody before: news from now, the rest from the opening', async ({
    assert,
  }) => {
    const { desk, ticket, command, say } = await begin({}, { response: 60 })
    await promiseFor(desk, 1, { next_update: 60, resolution: 240 })
    await takeIncident.handle(command)
    moveTo('2026-03-02 11:00')
    await awaitCustomer.handle({ ...command, question: 'Which version?' })
    moveTo('2026-03-02 13:00')
    await resumeIncident.handle(command)
    await updateIncident.handle({ ...command, fields: { priority: 1 }, reason: 'As agreed' })
    assert.deepEqual(await roundsOf(ticket.id), [
      ['opened', 'running', '13:00', null, '03-02 14:00'],
    ])
    const resolution = await clockOf(ticket.id)
    assert.equal(inMoscow(resolution.startedAt), '2026-03-02 10:00')
    assert.equal(inMoscow(resolution.dueAt), '2026-03-02 16:00')
    assert.deepEqual(
      resolution.pauses.map(({ cause, endedAt }) => [cause, inMoscow(endedAt)]),
      [['pending_customer', '2026-03-02 13:00']]
    )
    const listed = await Ticket.findOrFail(ticket.id)
    assert.equal(inMoscow(listed.resolutionDueAt), '2026-03-02 16:00')
    moveTo('2026-03-02 13:30')
    await say()
    assert.lengthOf(await roundsOf(ticket.id), 2)
  })

  test('§3.3.7 what is done needs no promise any more, and restart begins it now', async ({
    assert,
  }) => {
    const { desk, ticket, command } = await begin({})
    await desk.agreement.merge({ switchPolicy: 'restart' }).save()
    await promiseFor(desk, 1, { assignment: 240 })
    await promiseFor(desk, 2, { assignment: 120 })
    moveTo('2026-03-02 11:00')
    const reprioritise = (priority: 1 | 2) =>
      updateIncident.handle({ ...command, fields: { priority }, reason: 'As agreed' })
    await reprioritise(1)
    const begun = await clockOf(ticket.id, 'assignment')
    assert.equal(inMoscow(begun.dueAt), '2026-03-02 15:00')

    const other = await createIncident(desk)
    await takeIncident.handle({ ...command, ticketId: other.id })
    await updateIncident.handle({
      ...{ ...command, ticketId: other.id },
      ...{ fields: { priority: 2 }, reason: 'As agreed' },
    })
    assert.isNull(await Clock.findBy({ ticketId: other.id, metric: 'assignment' }))
  })

  test('§3.3.7 a promise the ticket has no more ends, unless targets never grow looser', async ({
    assert,
  }) => {
    const { desk, ticket, command } = await begin({})
    await promiseFor(desk, 1, { next_update: 60 })
    const reprioritise = (priority: 1 | 3) =>
      updateIncident.handle({ ...command, fields: { priority }, reason: 'As agreed' })
    await reprioritise(1)
    const first = await clockOf(ticket.id, 'next_update')
    await reprioritise(3)
    await first.refresh()
    assert.deepEqual([first.state, first.cancelCause], ['cancelled', 'not_promised'])
    assert.isFalse((await timersOf(first.id)).some(({ state }) => state === 'pending'))

    await desk.agreement.merge({ switchPolicy: 'keep_first' }).save()
    await reprioritise(1)
    await reprioritise(3)
    assert.equal((await clockOf(ticket.id, 'next_update')).state, 'running')
  })

  test('§3.3.7 a late promise that is broken by then is recorded once and wakes nobody twice', async ({
    assert,
  }) => {
    const { desk, ticket, command } = await begin({})
    await promiseFor(desk, 1, { assignment: 30 })
    await createRule(desk.agreement, { metric: 'assignment', amount: 50 })
    const highest = await createRule(desk.agreement, { metric: 'assignment', amount: 75 })
    moveTo('2026-03-02 12:00')
    await updateIncident.handle({ ...command, fields: { priority: 1 }, reason: 'As agreed' })
    await fireDue()
    const clock = await clockOf(ticket.id, 'assignment')
    assert.deepEqual(
      [clock.breachCause, inMoscow(clock.breachedAt)],
      ['target_changed', '2026-03-02 10:30']
    )
    const fired = (await timersOf(clock.id)).filter(({ state }) => state === 'fired')
    assert.deepEqual(fired.map(({ ruleId }) => ruleId).sort(), [0, highest.id])
  })

  test('§3.3.7 a contract that comes after the solution judges the whole life', async ({
    assert,
  }) => {
    const { desk, ticket, command, resolve } = await begin({ assignment: 60 })
    const [covered, orphan] = [await createService(), await createService()]
    await desk.contract.related('services').attach([covered.id])
    await updateIncident.handle({ ...command, fields: { serviceId: orphan.id }, reason: null })
    moveTo('2026-03-02 10:30')
    await takeIncident.handle(command)
    moveTo('2026-03-02 11:00')
    await awaitCustomer.handle({ ...command, question: 'Which version?' })
    moveTo('2026-03-03 09:00')
    await resumeIncident.handle(command)
    moveTo('2026-03-03 10:00')
    await resolve()
    moveTo('2026-03-03 15:00')
    await updateIncident.handle({ ...command, fields: { serviceId: covered.id }, reason: null })
    assert.deepEqual(await standingOf(ticket.id), {
      assignment: ['met', 30],
      response: ['met', 30],
      resolution: ['met', 120],
    })
    assert.equal((await Ticket.findOrFail(ticket.id)).slaState, 'met')
  })

  type Act = [at: string, act: () => Promise<unknown>]

  async function live(acts: Act[]) {
    for (const [at, act] of acts) {
      moveTo(at)
      await act()
    }
  }

  /** The clocks of a ticket, recomputed from its past and as they stand. */
  async function bothTellings(desk: Desk, ticketId: number) {
    const past = (await ticketPasts([ticketId])).get(ticketId)!
    const { startedAt, events } = past
    const { rows } = await new ClockReplay().compute({
      ...{ ...past.facts, agreementId: desk.agreement.id, startedAt, events, now: time.now() },
    })
    const shown = (clock: ShownClock) => [
      ...[clock.metric, clock.state, clock.cause, clock.elapsed],
      ...[inMoscow(clock.startedAt), inMoscow(clock.stoppedAt)],
    ]
    const replayed = rows.map(({ columns: row }) =>
      shown({
        ...{ metric: row.metric, state: row.state, cause: row.cancel_cause },
        ...{ elapsed: row.elapsed_minutes, startedAt: row.started_at, stoppedAt: row.stopped_at },
      })
    )
    const clocks = await Clock.query().where({ ticketId }).orderBy('id')
    const stored = clocks.map((row) => shown({ ...row.$attributes, ...causeOf(row) } as ShownClock))
    return { replayed, stored }
  }

  test('SLM-04 replayed from the ticket’s own history, the clocks are the same', async ({
    assert,
  }) => {
    const { desk, ticket, command, say, resolve } = await begin({})
    await promiseFor(desk, 1, { next_update: 60, assignment: 240 })
    const reprioritise = (priority: 1 | 3) =>
      updateIncident.handle({ ...command, fields: { priority }, reason: 'As agreed' })
    const acts: Act[] = [
      ['2026-03-02 10:10', () => reprioritise(1)],
      ['2026-03-02 10:20', () => reprioritise(3)],
      ['2026-03-02 10:30', () => takeIncident.handle(command)],
      ['2026-03-02 10:40', () => reprioritise(1)],
      ['2026-03-02 11:00', () => awaitCustomer.handle({ ...command, question: 'Which one?' })],
      ['2026-03-02 12:00', () => resumeIncident.handle(command)],
      ['2026-03-02 12:30', () => say()],
      ['2026-03-02 13:00', () => reprioritise(3)],
      ['2026-03-02 13:30', () => reprioritise(1)],
      ['2026-03-02 15:00', resolve],
      ['2026-03-02 16:00', () => reopenIncident.handle({ ...command, reason: 'It is back' })],
      ['2026-03-02 16:30', () => say()],
      ['2026-03-02 17:00', resolve],
    ]
    await live(acts)
    const { replayed, stored } = await bothTellings(desk, ticket.id)
    assert.sameDeepMembers(replayed, stored)
    assert.lengthOf(stored, 10)
  })

  test('§3.3.7 who is promised things at one priority alone gets them mid-flight, however often', async ({
    assert,
  }) => {
    const { desk, ticket, command, say } = await begin({}, {})
    await promiseFor(desk, 1, { response: 30, resolution: 240, next_update: 60 })
    const reprioritise = (priority: 1 | 3) =>
      updateIncident.handle({ ...command, fields: { priority }, reason: 'As agreed' })
    await live([
      ['2026-03-02 10:10', () => reprioritise(1)],
      ['2026-03-02 10:20', () => say()],
      ['2026-03-02 10:40', () => reprioritise(3)],
      ['2026-03-02 11:00', () => say()],
      ['2026-03-02 11:30', () => reprioritise(1)],
    ])
    assert.deepEqual(await roundsOf(ticket.id), [
      ['opened', 'met', '10:10', 10, '03-02 11:10'],
      ['restarted', 'cancelled', '10:20', null, null],
      ['opened', 'running', '11:30', null, '03-02 12:30'],
    ])
    const resolutions = await Clock.query().where({ ticketId: ticket.id, metric: 'resolution' })
    assert.deepEqual(
      resolutions.map(({ state, dueAt }) => [state, dueAt && inMoscow(dueAt)]),
      [
        ['cancelled', null],
        ['running', '2026-03-02 14:00'],
      ]
    )
    const { replayed, stored } = await bothTellings(desk, ticket.id)
    assert.sameDeepMembers(replayed, stored)
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

type ShownClock = {
  metric: string
  state: string
  cause: string | null
  elapsed: number | null
  startedAt: DateTime
  stoppedAt: DateTime | null
}

function causeOf({ cancelCause, elapsedMinutes }: Clock) {
  return { cause: cancelCause, elapsed: elapsedMinutes }
}

/** State and elapsed minutes, or the due time while it runs, of what still counts. */
async function standingOf(ticketId: number) {
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

  test('§2.2 the approval runs to the decision, the delivery from it', async ({ assert }) => {
    const { ticket, convert, happen } = await submit('approval')
    await convert()
    assert.deepEqual(await standingOf(ticket.id), {
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
    assert.deepEqual(await standingOf(ticket.id), {
      response: ['running', '03-02 11:00'],
      assignment: ['running', '03-02 12:30'],
      approval: ['met', 90],
      delivery: ['running', '03-03 10:30'],
    })
    assert.lengthOf(await timersOf(waiting.id), 1)
    moveTo('2026-03-02 12:00')
    await happen('fulfilled')
    assert.deepEqual((await standingOf(ticket.id)).delivery, ['met', 30])
    moveTo('2026-03-02 13:00')
    await happen('in_fulfilment', { kind: 'reopened', metric: 'delivery', at: time.now() })
    assert.deepEqual((await standingOf(ticket.id)).delivery, ['running', '03-03 11:30'])
  })

  test('§2.2 by the other setting the delivery counts from the submission', async ({ assert }) => {
    const { ticket, convert, happen } = await submit('submission')
    await convert()
    moveTo('2026-03-02 11:30')
    await happen('approved')
    assert.deepEqual((await standingOf(ticket.id)).delivery, ['running', '03-02 18:00'])
  })

  test('§2.2 a rejected request has a decision, and nothing else is judged', async ({ assert }) => {
    const { ticket, convert, happen } = await submit('approval')
    await convert()
    moveTo('2026-03-02 11:00')
    await happen('rejected', { kind: 'cancelled', cause: 'rejected', at: time.now() })
    assert.deepEqual(await standingOf(ticket.id), { approval: ['met', 60] })
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
    const now = await standingOf(ticket.id)
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
    assert.deepEqual(await standingOf(ticket.id), {})
  })

  test('§3.3.8, INC-22 merging cancels what runs and what has ended', async ({ assert }) => {
    const { ticket } = await submit('approval')
    await inTransaction((trx) =>
      driveClocks(trx, ticket.id, [
        { kind: 'stopped', metric: 'response', at: time.now() },
        { kind: 'cancelled', cause: 'merged', at: time.now() },
      ])
    )
    assert.deepEqual(await standingOf(ticket.id), {})
    const gone = await Clock.findByOrFail({ ticketId: ticket.id, metric: 'resolution' })
    assert.equal(gone.cancelCause, 'merged')
    assert.isFalse((await timersOf(gone.id)).some(({ state }) => state === 'pending'))
  })
})
