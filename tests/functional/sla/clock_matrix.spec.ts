import Team from '#directory/models/team'
import type Agreement from '#sla/models/agreement'
import AgreementTarget from '#sla/models/agreement_target'
import Clock from '#sla/models/clock'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createAgreement,
  createContract,
  createDesk,
  createIncident,
  createService,
  inMoscow,
  letTimeRun,
  moveTo,
} from '#tests/helpers/desk'
import { clockOf, fireDue } from '#tests/helpers/timers'
import { createOrganisation } from '#tests/helpers/people'
import { assignIncident } from '#tickets/actions/assign_incident'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { awaitVendor } from '#tickets/actions/await_vendor'
import { reopenIncident } from '#tickets/actions/reopen_incident'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { resumeIncident } from '#tickets/actions/resume_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { updateIncident } from '#tickets/actions/update_incident'
import Ticket from '#tickets/models/ticket'
import { test } from '@japa/runner'

/** Monday to Friday 9 to 18 in Moscow; response in 60, resolution in 480 working minutes. */
test.group('What clocks do', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  async function begin(moment = '2026-03-02 10:00', policies: Partial<Agreement> = {}) {
    moveTo(moment)
    const desk = await createDesk()
    await desk.agreement.merge(policies).save()
    const ticket = await createIncident(desk)
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    const resolve = () =>
      resolveIncident.handle({
        ...command,
        code: 'fixed',
        text: 'Restarted the service.',
        closureCategoryId: desk.category.id,
      })
    const promise = (priority: number, targetMinutes: number) =>
      AgreementTarget.create({
        ...{ agreementId: desk.agreement.id, metric: 'resolution', ticketKind: 'incident' },
        ...{ priority, targetMinutes },
      })
    const reprioritise = (priority: 1 | 2 | 3 | 4 | 5) =>
      updateIncident.handle({ ...command, fields: { priority }, reason: 'As agreed' })
    return { desk, ticket, command, resolve, promise, reprioritise }
  }

  test('§3.3.1 SLM-05 clocks of all metrics start with the ticket; outside hours they wait', async ({
    assert,
  }) => {
    const { ticket } = await begin('2026-03-07 12:00')
    const clocks = await Clock.query().where('ticketId', ticket.id).orderBy('id')
    assert.deepEqual(
      clocks.map(({ metric, state, dueAt }) => [metric, state, inMoscow(dueAt)]),
      [
        ['response', 'running', '2026-03-09 10:00'],
        ['resolution', 'running', '2026-03-09 17:00'],
      ]
    )
  })

  test('§3.3.3 SLM-04 a pause stops the due time, resuming moves it', async ({ assert }) => {
    const { ticket, command } = await begin()
    await takeIncident.handle(command)
    moveTo('2026-03-02 12:00')
    await awaitCustomer.handle({ ...command, question: 'Which version?' })
    const paused = await clockOf(ticket.id)
    assert.deepEqual([paused.state, paused.dueAt], ['paused', null])
    moveTo('2026-03-02 14:00')
    await resumeIncident.handle(command)
    assert.equal(inMoscow((await clockOf(ticket.id)).dueAt), '2026-03-03 11:00')
  })

  test('§3.3.4 stopped exactly at the due time is met', async ({ assert }) => {
    const { ticket, resolve } = await begin()
    moveTo('2026-03-02 18:00')
    await resolve()
    const clock = await clockOf(ticket.id)
    assert.deepEqual([clock.state, clock.breachedAt, clock.elapsedMinutes], ['met', null, 480])
    await fireDue()
    assert.isNull((await clockOf(ticket.id)).breachTeamId)
  })

  test('§3.3.4 stopped in the night after a closing due time is late, though nothing elapsed', async ({
    assert,
  }) => {
    const { ticket, resolve } = await begin()
    moveTo('2026-03-02 20:00')
    await resolve()
    const clock = await clockOf(ticket.id)
    assert.deepEqual([clock.state, clock.elapsedMinutes], ['breached_stopped', 480])
    assert.equal(inMoscow(clock.breachedAt), '2026-03-02 18:00')
  })

  test('§3.3.3 a breached clock stays breached in a pause', async ({ assert }) => {
    const { ticket, command } = await begin()
    await takeIncident.handle(command)
    moveTo('2026-03-03 10:00')
    await fireDue()
    await awaitCustomer.handle({ ...command, question: 'Which version?' })
    const clock = await clockOf(ticket.id)
    assert.equal(clock.state, 'breached_running')
    assert.isNotNull(clock.pausedAt)
    assert.equal((await Ticket.findOrFail(ticket.id)).slaState, 'breached')
  })

  test('§3.3.6 reopening goes on after a pause', async ({ assert }) => {
    const { ticket, command, resolve } = await begin()
    moveTo('2026-03-02 15:00')
    await resolve()
    moveTo('2026-03-03 11:00')
    await reopenIncident.handle({ ...command, reason: 'It is back' })
    assert.equal(inMoscow((await clockOf(ticket.id)).dueAt), '2026-03-03 14:00')
    assert.lengthOf(await Clock.query().where({ ticketId: ticket.id, metric: 'resolution' }), 1)
  })

  test('§3.3.6 reopen=restart begins a second clock and keeps the first result', async ({
    assert,
  }) => {
    const { ticket, command, resolve } = await begin('2026-03-02 10:00', {
      reopenPolicy: 'restart',
    })
    moveTo('2026-03-02 15:00')
    await resolve()
    moveTo('2026-03-03 11:00')
    await reopenIncident.handle({ ...command, reason: 'It is back' })
    moveTo('2026-03-03 12:00')
    await resolve()
    await reopenIncident.handle({ ...command, reason: 'And again' })
    const clocks = await Clock.query()
      .where({ ticketId: ticket.id, metric: 'resolution' })
      .orderBy('id')
    assert.deepEqual(
      clocks.map(({ state, origin, elapsedMinutes }) => [state, origin, elapsedMinutes]),
      [
        ['met', 'opened', 300],
        ['met', 'reopened', 60],
        ['running', 'reopened', null],
      ]
    )
    assert.equal(inMoscow(clocks[2]!.dueAt), '2026-03-04 11:00')
    assert.equal(inMoscow((await Ticket.findOrFail(ticket.id)).resolutionDueAt), '2026-03-04 11:00')
  })

  test('§3.6 a raised priority after a reopening counts the whole life', async ({ assert }) => {
    const { ticket, command, resolve, promise, reprioritise } = await begin()
    await promise(1, 240)
    moveTo('2026-03-02 15:00')
    await resolve()
    moveTo('2026-03-03 11:00')
    await reopenIncident.handle({ ...command, reason: 'It is back' })
    moveTo('2026-03-03 12:00')
    await reprioritise(1)
    await fireDue()
    const clock = await clockOf(ticket.id)
    assert.equal(inMoscow(clock.breachedAt), '2026-03-02 14:00')
    assert.equal(clock.breachCause, 'target_changed')
  })

  test('§3.3.7 keep_elapsed: the new target counts from the old start, with the pauses', async ({
    assert,
  }) => {
    const { ticket, command, promise, reprioritise } = await begin()
    await promise(1, 240)
    await takeIncident.handle(command)
    moveTo('2026-03-02 11:00')
    await awaitCustomer.handle({ ...command, question: 'Which version?' })
    moveTo('2026-03-02 13:00')
    await resumeIncident.handle(command)
    await reprioritise(1)
    const clock = await clockOf(ticket.id)
    assert.equal(inMoscow(clock.startedAt), '2026-03-02 10:00')
    assert.equal(inMoscow(clock.dueAt), '2026-03-02 16:00')
    assert.lengthOf(clock.pauses, 1)
  })

  test('§3.3.7 restart: the new target counts from now', async ({ assert }) => {
    const { ticket, promise, reprioritise } = await begin('2026-03-02 10:00', {
      switchPolicy: 'restart',
    })
    await promise(1, 240)
    moveTo('2026-03-02 13:00')
    await reprioritise(1)
    const clock = await clockOf(ticket.id)
    assert.equal(inMoscow(clock.startedAt), '2026-03-02 13:00')
    assert.equal(inMoscow(clock.dueAt), '2026-03-02 17:00')
  })

  test('§3.3.7 keep_first: the target may become tighter, never looser', async ({ assert }) => {
    const { ticket, promise, reprioritise } = await begin('2026-03-02 10:00', {
      switchPolicy: 'keep_first',
    })
    await promise(5, 960)
    await promise(1, 240)
    await reprioritise(5)
    assert.equal((await clockOf(ticket.id)).targetMinutes, 480)
    await reprioritise(1)
    assert.equal((await clockOf(ticket.id)).targetMinutes, 240)
    await reprioritise(5)
    assert.equal((await clockOf(ticket.id)).targetMinutes, 240)
  })

  test('§3.3.7 another service or contract brings its own target', async ({ assert }) => {
    const { desk, ticket, command } = await begin()
    const service = await createService()
    const agreement = await createAgreement({ response: 30, resolution: 120 })
    await createContract({ client: desk.client, provider: desk.provider, agreement, service })
    moveTo('2026-03-02 10:30')
    await updateIncident.handle({ ...command, fields: { serviceId: service.id }, reason: null })
    const clock = await clockOf(ticket.id)
    assert.equal(clock.agreementId, agreement.id)
    assert.equal(inMoscow(clock.dueAt), '2026-03-02 12:00')
    const old = await Clock.query().where({ ticketId: ticket.id, cancelCause: 'replaced' })
    assert.lengthOf(old, 2)
    assert.isNotNull(old[0]!.replacedAt)
  })

  test('§3.3.7 a clock that has stopped is not touched', async ({ assert }) => {
    const { ticket, command, promise, reprioritise } = await begin()
    await takeIncident.handle(command)
    await promise(1, 240)
    await AgreementTarget.create({
      ...{ agreementId: (await clockOf(ticket.id)).agreementId, metric: 'response' },
      ...{ ticketKind: 'incident', priority: 1, targetMinutes: 15 },
    })
    const before = await clockOf(ticket.id, 'response')
    moveTo('2026-03-02 12:00')
    await reprioritise(1)
    const after = await clockOf(ticket.id, 'response')
    assert.deepEqual([after.id, after.state, after.targetMinutes], [before.id, 'met', 60])
  })

  test('§3.3.7 a contract that comes later counts from the opening', async ({ assert }) => {
    const { desk, ticket, command } = await begin()
    const orphan = await createService()
    await desk.contract.related('services').attach([(await createService()).id])
    await updateIncident.handle({ ...command, fields: { serviceId: orphan.id }, reason: null })
    assert.equal((await Ticket.findOrFail(ticket.id)).slaState, 'none')
    moveTo('2026-03-02 10:30')
    await takeIncident.handle(command)
    moveTo('2026-03-02 12:00')
    await updateIncident.handle({
      ...{ ...command, reason: null },
      fields: { serviceId: desk.service.id },
    })
    const response = await clockOf(ticket.id, 'response')
    assert.deepEqual([response.state, response.elapsedMinutes], ['met', 30])
    assert.equal(inMoscow((await clockOf(ticket.id)).dueAt), '2026-03-02 18:00')
  })

  async function withOla(minutes: number, name: string) {
    const agreement = await createAgreement({ resolution: minutes })
    await agreement.merge({ kind: 'ola' }).save()
    const team = await Team.create({ code: name, name, tier: 2, isActive: true })
    await team.merge({ olaAgreementId: agreement.id }).save()
    return { agreement, team }
  }

  test('§3.3.11 an OLA clock runs while a team holds the ticket, on its own agreement', async ({
    assert,
  }) => {
    const { ticket, command, resolve } = await begin()
    const [first, second] = [await withOla(60, 'First'), await withOla(120, 'Second')]
    const assign = (teamId: number) =>
      assignIncident.handle({ ...command, teamId, assigneeId: null, note: null })
    await assign(first.team.id)
    moveTo('2026-03-02 11:30')
    await fireDue()
    await assign(second.team.id)
    moveTo('2026-03-02 12:00')
    await resolve()
    const clocks = await Clock.query().where({ ticketId: ticket.id, kind: 'ola' }).orderBy('id')
    assert.deepEqual(
      clocks.map((clock) => [clock.teamId, clock.state, clock.elapsedMinutes]),
      [
        [first.team.id, 'breached_stopped', 90],
        [second.team.id, 'met', 30],
      ]
    )
    assert.equal(clocks[0]!.breachTeamId, first.team.id)
    // A team that is late is no breach of the promise to the customer.
    const sla = await clockOf(ticket.id)
    assert.equal(sla.state, 'met')
  })

  test('§3.3.11 another person of the same team does not begin a new OLA clock', async ({
    assert,
  }) => {
    const { desk, ticket, command } = await begin()
    const { team } = await withOla(60, 'First')
    await team.related('members').attach([desk.agent.personId])
    for (const assigneeId of [null, desk.agent.personId]) {
      await assignIncident.handle({ ...command, teamId: team.id, assigneeId, note: null })
    }
    assert.lengthOf(await Clock.query().where({ ticketId: ticket.id, kind: 'ola' }), 1)
  })

  test('§3.3.11 SLM-01 a supplier’s clock runs while it is waited for', async ({ assert }) => {
    const { ticket, command } = await begin()
    const supplier = await createOrganisation({ name: 'Fibre Ltd' })
    const agreement = await createAgreement({ resolution: 240 })
    await agreement.merge({ kind: 'uc', supplierId: supplier.id }).save()
    await takeIncident.handle(command)
    const wait = { reference: 'F-1', expectedOn: '2026-03-04' }
    moveTo('2026-03-02 12:00')
    await awaitVendor.handle({ ...command, vendor: ' fibre ltd ', ...wait })
    assert.equal(inMoscow((await clockOf(ticket.id, 'resolution', 'uc')).dueAt), '2026-03-02 16:00')
    moveTo('2026-03-02 13:00')
    await resumeIncident.handle(command)
    const clock = await clockOf(ticket.id, 'resolution', 'uc')
    assert.deepEqual([clock.state, clock.elapsedMinutes], ['met', 60])
    await awaitVendor.handle({ ...command, vendor: 'Nobody', ...wait })
    assert.lengthOf(await Clock.query().where({ ticketId: ticket.id, kind: 'uc' }), 1)
  })
})
