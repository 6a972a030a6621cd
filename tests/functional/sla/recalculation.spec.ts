import { SYSTEM_ACTOR } from '#core/actor'
import { recalculateClocks } from '#sla/actions/recalculate_clocks'
import { requestRecalculation } from '#sla/actions/request_recalculation'
import { RecalculationUnderWay } from '#sla/errors'
import AgreementTarget from '#sla/models/agreement_target'
import Clock from '#sla/models/clock'
import ClockRecalculation from '#sla/models/clock_recalculation'
import ClockTimer from '#sla/models/clock_timer'
import { latestRecalculation } from '#sla/queries/latest_recalculation'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  inMoscow,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { clockOf, createRule, fireDue } from '#tests/helpers/timers'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

async function setMinutes({ agreement }: Desk, metric: string, targetMinutes: number) {
  await AgreementTarget.query()
    .where({ agreementId: agreement.id, metric })
    .update({ targetMinutes })
}

async function recalculate({ agreement }: Desk) {
  const request = { actor: SYSTEM_ACTOR, agreementId: agreement.id, reason: 'New contract' }
  const run = await requestRecalculation.handle(request)
  await recalculateClocks.handle({ runId: run.id })
  return run.refresh()
}

/** Monday to Friday 9 to 18 in Moscow; response in 60, resolution in 480 working minutes. */
test.group('Recalculating open clocks', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('§3.3.10 open clocks get the present target and keep what they have used', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    await setMinutes(desk, 'resolution', 240)
    moveTo('2026-03-02 12:00')
    const run = await recalculate(desk)
    assert.deepEqual(
      [run.state, run.ticketsTotal, run.ticketsDone, run.clocksChanged, run.clocksBreached],
      ['done', 1, 1, 1, 0]
    )
    const clock = await clockOf(ticket.id)
    assert.deepEqual(
      [clock.targetMinutes, inMoscow(clock.startedAt), inMoscow(clock.dueAt), clock.origin],
      [240, '2026-03-02 10:00', '2026-03-02 14:00', 'target_changed']
    )
    const saved = await Ticket.findOrFail(ticket.id)
    assert.equal(inMoscow(saved.resolutionDueAt), '2026-03-02 14:00')
    assert.equal(saved.version, ticket.version)
    const event = await db
      .from('audit_events')
      .where({ subject_type: 'ticket', subject_id: ticket.id, action: 'clock.recalculated' })
      .firstOrFail()
    assert.equal(event.reason, 'New contract')
    const timer = await ClockTimer.query().where({ clockId: clock.id, ruleId: 0 }).firstOrFail()
    assert.equal(inMoscow(timer.fireAt), '2026-03-02 14:00')
  })

  test('SLM-08 stopped clocks stay, and a second run changes nothing', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    moveTo('2026-03-02 11:00')
    await resolveIncident.handle({
      ...{ actor: actorOf(desk.agent), ticketId: ticket.id, code: 'fixed' },
      ...{ text: 'Restarted the service.', closureCategoryId: desk.category.id },
    })
    const open = await createIncident(desk)
    const stopped = await Clock.query().where('ticketId', ticket.id).orderBy('id')
    await setMinutes(desk, 'resolution', 10)
    const first = await recalculate(desk)
    assert.equal(first.clocksChanged, 1)
    const second = await recalculate(desk)
    assert.equal(second.clocksChanged, 0)
    const after = await Clock.query().where('ticketId', ticket.id).orderBy('id')
    assert.deepEqual(
      after.map((clock) => clock.$attributes),
      stopped.map((clock) => clock.$attributes)
    )
    assert.equal((await clockOf(open.id)).targetMinutes, 10)
  })

  test('§3.3.7 what becomes late is recorded once, by its cause, and tells nobody', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    await createRule(desk.agreement, { amount: 50 })
    const ticket = await createIncident(desk, { teamId: desk.team.id })
    await setMinutes(desk, 'resolution', 60)
    moveTo('2026-03-02 13:00')
    const run = await recalculate(desk)
    assert.equal(run.clocksBreached, 1)
    await fireDue()
    const clock = await clockOf(ticket.id)
    assert.deepEqual([clock.state, clock.breachCause], ['breached_running', 'target_changed'])
    const saved = await Ticket.findOrFail(ticket.id)
    assert.equal(saved.slaState, 'breached')
    const of = (action: string) =>
      db.from('audit_events').where({ subject_type: 'ticket', subject_id: ticket.id, action })
    assert.lengthOf(
      (await of('clock.breached')).filter(({ changes }) =>
        JSON.stringify(changes).includes('resolution')
      ),
      1
    )
    assert.lengthOf(await of('clock.escalated'), 0)
    await fireDue()
    assert.lengthOf(await of('clock.escalated'), 0)
  })

  test('a run that was interrupted goes on after the tickets it has done', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const done = await createIncident(desk)
    const left = await createIncident(desk)
    await setMinutes(desk, 'resolution', 240)
    const request = { actor: SYSTEM_ACTOR, agreementId: desk.agreement.id, reason: 'Again' }
    const run = await requestRecalculation.handle(request)
    await run.merge({ state: 'running', lastTicketId: done.id, ticketsDone: 1 }).save()
    await recalculateClocks.handle({ runId: run.id })
    await run.refresh()
    assert.deepEqual([run.state, run.ticketsDone, run.clocksChanged], ['done', 2, 1])
    assert.equal((await clockOf(done.id)).targetMinutes, 480)
    assert.equal((await clockOf(left.id)).targetMinutes, 240)
  })

  test('one run of an agreement at a time; one without a sign of life holds up no other', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const request = { actor: SYSTEM_ACTOR, agreementId: desk.agreement.id, reason: 'Twice' }
    const first = await requestRecalculation.handle(request)
    await assert.rejects(() => requestRecalculation.handle(request), RecalculationUnderWay)
    moveTo('2026-03-02 10:30')
    assert.equal((await latestRecalculation({ agreementId: desk.agreement.id }))!.state, 'failed')
    const second = await requestRecalculation.handle(request)
    await first.refresh()
    assert.deepEqual([first.state, second.state], ['failed', 'queued'])
    await recalculateClocks.handle({ runId: first.id })
    assert.equal((await ClockRecalculation.findOrFail(first.id)).ticketsDone, 0)
  })

  test('G-04 it needs the right to edit and a reason; the page shows how far it is', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const path = `/agreements/${desk.agreement.code}`
    const post = (user: Desk['agent'], body: object) =>
      client
        .post(`${path}/recalculation`)
        .loginAs(user)
        .withCsrfToken()
        .json(body)
        .accept('json')
        .redirects(0)
    const forbidden = await post(desk.agent, { reason: 'Please' })
    forbidden.assertStatus(403)
    const editor = await createUser({ roles: ['service_level_manager'] })
    const silent = await post(editor, { reason: '' })
    silent.assertStatus(422)
    assert.equal(silent.body().errors[0].field, 'reason')
    await post(editor, { reason: 'New contract' })
    const page = await client.get(path).loginAs(editor).withInertia()
    const { recalculation } = page.inertiaProps
    assert.deepEqual([recalculation.state, recalculation.reason], ['queued', 'New contract'])
    const event = await db
      .from('audit_events')
      .where({ subject_type: 'agreement', subject_id: desk.agreement.id })
      .firstOrFail()
    assert.deepEqual(
      [event.action, event.actor_user_id],
      ['agreement.recalculation_requested', actorOf(editor).userId]
    )
  })
})
