import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import { inTransaction } from '#core/transaction'
import Person from '#directory/models/person'
import { loadPrincipal } from '#directory/queries/load_principal'
import RoleAssignment from '#directory/models/role_assignment'
import type User from '#directory/models/user'
import { replayServiceLevels } from '#reporting/queries/replay_service_levels'
import { serviceLevelQuery } from '#reporting/queries/service_level_filter'
import { MOST_OWN } from '#reporting/actions/request_service_level_replay'
import AgreementTarget from '#sla/models/agreement_target'
import Agreement from '#sla/models/agreement'
import Clock from '#sla/models/clock'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createAgreement,
  createCalendar,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import { awaitCustomer } from '#tickets/actions/await_customer'
import { reopenIncident } from '#tickets/actions/reopen_incident'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { resumeIncident } from '#tickets/actions/resume_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { updateIncident } from '#tickets/actions/update_incident'
import type Ticket from '#tickets/models/ticket'
import emitter from '@adonisjs/core/services/emitter'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { rm } from 'node:fs/promises'

const MARCH = { from: '2026-03-01', to: '2026-03-31' }
const PAGE = '/reports/service-level-replays'
/** What the replays of a test left in the storage. */
const files: string[] = []

type Shown = {
  replay: { state: string; isUnderWay: boolean; isGone: boolean }
  result: {
    tickets: number
    counts: { worse: number; better: number }
    gone: number
    added: number
    rows: { metric: string; priority: number | null; before: object; after: object }[]
    changes: {
      total: number
      rows: { ticket: string; metric: string; dueBefore: string; dueAfter: string; side: string }[]
    }
  } | null
}

function commandOf(desk: Desk, ticket: Ticket) {
  return { actor: actorOf(desk.agent), ticketId: ticket.id }
}

function resolve(desk: Desk, ticket: Ticket) {
  return resolveIncident.handle({
    ...commandOf(desk, ticket),
    ...{ code: 'fixed', text: 'Restarted.', closureCategoryId: desk.category.id },
  })
}

/**
 * Monday 2 March in Moscow, hours 9 to 18. Opened 10:00, taken 10:30, waits for the customer from
 * 12:00 to 14:00, resolved 17:00: 5 working hours without the pause, 7 with it.
 */
async function pausedTicket(desk: Desk, { taken = '10:30', resolved = '17:00' } = {}) {
  moveTo('2026-03-02 10:00')
  const ticket = await createIncident(desk)
  moveTo(`2026-03-02 ${taken}`)
  await takeIncident.handle(commandOf(desk, ticket))
  moveTo('2026-03-02 12:00')
  await awaitCustomer.handle({ ...commandOf(desk, ticket), question: 'Which room?' })
  moveTo('2026-03-02 14:00')
  await resumeIncident.handle(commandOf(desk, ticket))
  moveTo(`2026-03-02 ${resolved}`)
  await resolve(desk, ticket)
  return ticket
}

/** Priority changed on the way, resolved, come back, resolved again. */
async function eventfulTicket(desk: Desk) {
  moveTo('2026-03-03 10:00')
  const ticket = await createIncident(desk, { impact: 3, urgency: 3 })
  moveTo('2026-03-03 11:30')
  await takeIncident.handle(commandOf(desk, ticket))
  moveTo('2026-03-03 15:00')
  await updateIncident.handle({
    ...commandOf(desk, ticket),
    ...{ fields: { impact: 1, urgency: 1 }, reason: null },
  })
  moveTo('2026-03-04 10:00')
  await resolve(desk, ticket)
  moveTo('2026-03-05 10:00')
  await reopenIncident.handle({ ...commandOf(desk, ticket), reason: 'It is back.' })
  moveTo('2026-03-05 12:00')
  await resolve(desk, ticket)
  return ticket
}

/** Monday to Friday 13 to 22 in Moscow. */
function afternoons() {
  const day: [string, string][] = [['13:00', '22:00']]
  const week = { '1': day, '2': day, '3': day, '4': day, '5': day, '6': [], '7': [] }
  return createCalendar({ week })
}

/** Everything a replay must leave as it was. */
async function stored() {
  const tables = ['clocks', 'clock_pauses', 'clock_timers', 'tickets', 'ticket_transitions']
  return JSON.stringify(await Promise.all(tables.map((table) => db.from(table).orderBy('id'))))
}

async function replay(client: ApiClient, user: User, form: object): Promise<Shown> {
  const asked = await client
    .post(PAGE)
    .loginAs(user)
    .withCsrfToken()
    .redirects(0)
    .json({ agreement: null, calendar: null, scope: 'all', query: MARCH, ...form })
  asked.assertStatus(302)
  const { id, resultFile } = await BackgroundTask.query().orderBy('id', 'desc').firstOrFail()
  files.push(resultFile!)
  const page = await client.get(`${PAGE}/${id}`).loginAs(user).withInertia()
  page.assertStatus(200)
  return page.inertiaProps as Shown
}

test.group('Replay of a past period', (group) => {
  let desk: Desk
  let manager: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 09:00')
    desk = await createDesk({ response: 60, resolution: 300 })
    manager = await createUser({
      roles: ['service_level_manager'],
      person: await createPerson({ organisationId: desk.provider.id }),
    })
  })
  group.each.teardown(async () => {
    letTimeRun()
    for (const file of files.splice(0)) await rm(storagePath(file), { force: true })
  })

  test('SLM-08 judges a ticket under another agreement from its history, touching nothing', async ({
    client,
    assert,
  }) => {
    const ticket = await pausedTicket(desk)
    // Five hours of work in five hours: kept. Without pauses it would have been due at 15:00.
    const strict = await createAgreement({ response: 60, resolution: 300 })
    await strict.merge({ pauseStates: [] }).save()
    const before = await stored()

    const { result, replay: task } = await replay(client, manager, { agreement: strict.code })
    assert.isFalse(task.isUnderWay)
    assert.equal(task.state, 'done')
    assert.containSubset(result, { tickets: 1, counts: { worse: 1, better: 0 } })
    assert.containSubset(result!.changes.rows[0], {
      ticket: ticket.number,
      metric: 'resolution',
      side: 'worse',
      dueBefore: '2026-03-02T14:00:00.000Z',
      dueAfter: '2026-03-02T12:00:00.000Z',
    })
    const total = result!.rows.find(
      ({ metric, priority }) => metric === 'resolution' && priority === null
    )
    assert.containSubset(total, {
      before: { met: 1, breached: 0, hundredths: 10_000 },
      after: { met: 0, breached: 1, hundredths: 0 },
    })
    assert.equal(await stored(), before)
  })

  test('SLM-02 VIP and criticality count as they were when the ticket was opened', async ({
    client,
    assert,
  }) => {
    const strict = await createAgreement({ response: 60, resolution: 480 })
    await AgreementTarget.create({
      ...{ agreementId: strict.id, metric: 'resolution', ticketKind: 'incident' },
      ...{ isVipOnly: true, targetMinutes: 30 },
    })
    await pausedTicket(desk)
    // A VIP by now, and not when the ticket was opened.
    const requester = await Person.findOrFail(desk.requester.personId)
    const change = (before: boolean, after: boolean) =>
      inTransaction((trx) =>
        recordAudit(trx, {
          ...{ actor: SYSTEM_ACTOR, subjectType: 'person', subjectId: requester.id },
          ...{ organisationId: null, action: 'person.changed' },
          changes: [{ field: 'isVip', before, after }],
        })
      )
    await requester.merge({ isVip: true }).save()
    await change(false, true)
    const { result } = await replay(client, manager, { agreement: strict.code })
    assert.containSubset(result, { tickets: 1, asOfNow: 0, counts: { worse: 0, better: 0 } })

    await db.from('people').where('id', requester.id).update({ created_at: '2026-04-01 00:00:00' })
    const later = await replay(client, manager, { agreement: strict.code })
    assert.containSubset(later.result, { tickets: 1, asOfNow: 1 })
  })

  test('only so many replays of a person wait at once', async ({ client, assert }) => {
    for (let count = 0; count < MOST_OWN; count += 1) {
      await BackgroundTask.create({
        ...{ kind: 'service_level_replay', requestedByUserId: manager.id, input: {} },
        ...{ organisationId: null, state: 'queued', progressDone: 0, progressTotal: 0 },
      })
    }
    const refused = await client
      .post(PAGE)
      .loginAs(manager)
      .withCsrfToken()
      .accept('json')
      .json({ agreement: desk.agreement.code, scope: 'all', query: MARCH })
    refused.assertStatus(422)
    assert.include(refused.body().errors[0].message, '3')
    assert.equal((await BackgroundTask.all()).length, MOST_OWN)
  })

  test('SLM-08 another calendar alone keeps target and pauses', async ({ client, assert }) => {
    const ticket = await pausedTicket(desk, { resolved: '17:30' })
    // From 13:00, of which an hour is a pause: five hours end at 19:00 instead of 17:00.
    const { result } = await replay(client, manager, { calendar: (await afternoons()).code })
    assert.containSubset(result, { counts: { worse: 0, better: 1 }, gone: 0, added: 0 })
    assert.containSubset(result!.changes.rows[0], {
      ...{ ticket: ticket.number, metric: 'resolution', side: 'better' },
      ...{ dueBefore: '2026-03-02T14:00:00.000Z', dueAfter: '2026-03-02T16:00:00.000Z' },
    })
  })

  test('SLM-08 a calendar instead of the agreement’s leaves targets that name their own', async ({
    client,
    assert,
  }) => {
    await desk.agreement
      .related('targets')
      .query()
      .where('metric', 'response')
      .update({ calendarId: (await createCalendar()).id })
    await pausedTicket(desk, { taken: '11:30' })
    const calendar = (await afternoons()).code
    for (const [scope, better] of [
      ['agreement', 0],
      ['all', 1],
    ] as const) {
      for (const agreement of [null, desk.agreement.code]) {
        const { result } = await replay(client, manager, { agreement, calendar, scope })
        assert.containSubset(result, { tickets: 1, counts: { worse: 0, better } })
      }
    }
  })

  test(
    'under the very agreement and calendar that held, no ticket changes side: {reopenPolicy}, {switchPolicy}'
  )
    .with([
      { reopenPolicy: 'pause', switchPolicy: 'keep_elapsed' },
      { reopenPolicy: 'restart', switchPolicy: 'keep_first' },
      { reopenPolicy: 'restart', switchPolicy: 'restart' },
    ] as const)
    .run(async ({ assert }, terms) => {
      const strict = await createAgreement(
        { response: 60, assignment: 30, next_update: 45, resolution: 300 },
        { 1: { response: 15, next_update: 20, resolution: 120 }, 4: { resolution: 2400 } }
      )
      await strict.merge(terms).save()
      await desk.contract.merge({ agreementId: strict.id }).save()
      await pausedTicket(desk)
      await eventfulTicket(desk)
      const principal = (await loadPrincipal(manager.id))!
      const query = serviceLevelQuery(MARCH, principal)
      const agreement = await Agreement.findOrFail(strict.id)
      const clocks = await Clock.query().where('agreementId', strict.id)
      const judged = clocks.filter(({ state }) => state === 'met' || state === 'breached_stopped')
      for (const instead of [
        { agreementId: agreement.id, calendarId: null },
        { agreementId: null, calendarId: agreement.calendarId },
        { agreementId: agreement.id, calendarId: agreement.calendarId },
      ]) {
        const result = await replayServiceLevels(principal, query, { ...instead, scope: 'all' })
        assert.containSubset(result, {
          ...{ tickets: 2, counts: { worse: 0, better: 0 }, gone: 0, added: 0, changes: [] },
        })
        const counted = result.rows
          .filter(({ priority }) => priority === null)
          .reduce((sum, { after }) => sum + after.met + after.breached, 0)
        assert.equal(counted, judged.length)
        for (const { before, after } of result.rows) assert.deepEqual(after, before)
      }
    })

  test('reads portions of tickets with few statements, not one by one', async ({ assert }) => {
    const principal = (await loadPrincipal(manager.id))!
    const query = serviceLevelQuery(MARCH, principal)
    const instead = { agreementId: desk.agreement.id, calendarId: null, scope: 'all' } as const
    const count = async () => {
      let statements = 0
      const listen = () => void (statements += 1)
      emitter.on('db:query', listen)
      await replayServiceLevels(principal, query, instead)
      emitter.off('db:query', listen)
      return statements
    }
    await pausedTicket(desk)
    await count()
    const ofOne = await count()
    for (let n = 0; n < 4; n += 1) await pausedTicket(desk)
    assert.equal(await count(), ofOne)
  })

  test('T1 replays and names only what one may report on', async ({ client, assert }) => {
    await pausedTicket(desk)
    const other = await createDesk({ response: 60, resolution: 300 })
    const foreign = await pausedTicket(other)
    const strict = await createAgreement({ response: 60, resolution: 60 })
    const lead = await createUser({
      roles: ['account_manager'],
      person: await createPerson({ organisationId: desk.provider.id }),
    })
    await RoleAssignment.query().where('userId', lead.id).update({ organisationId: desk.client.id })
    const { result } = await replay(client, lead, { agreement: strict.code })
    assert.equal(result!.tickets, 1)
    assert.notInclude(
      result!.changes.rows.map(({ ticket }) => ticket),
      foreign.number
    )
    // Somebody else's replay, and one's own after the rights changed, do not exist.
    const { id } = await BackgroundTask.query().orderBy('id', 'desc').firstOrFail()
    ;(await client.get(`${PAGE}/${id}`).loginAs(manager).withInertia()).assertStatus(404)
    await RoleAssignment.query().where('userId', lead.id).update({ organisationId: null })
    for (const address of [`${PAGE}/${id}`, `${PAGE}/${id}/changes.csv`]) {
      ;(await client.get(address).loginAs(lead).withInertia()).assertStatus(404)
    }
  })

  test('G-04 is for who reports and knows every agreement', async ({ client }) => {
    const customer = await createUser({
      roles: ['customer_manager'],
      person: await createPerson({ organisationId: desk.client.id }),
    })
    for (const user of [customer, desk.agent]) {
      ;(await client.get(PAGE).loginAs(user).withInertia()).assertStatus(403)
    }
    ;(await client.get(PAGE).loginAs(manager).withInertia()).assertStatus(200)
  })

  test('refuses a replay of nothing, of an unknown agreement and of an unknown calendar', async ({
    client,
    assert,
  }) => {
    for (const [form, field] of [
      [{}, 'agreement'],
      [{ agreement: 'NONE' }, 'agreement'],
      [{ calendar: 'NONE' }, 'calendar'],
      [{ agreement: desk.agreement.code, scope: 'some' }, 'scope'],
    ] as const) {
      const response = await client
        .post(PAGE)
        .loginAs(manager)
        .withCsrfToken()
        .accept('json')
        .json({ scope: 'all', query: MARCH, ...form })
      response.assertStatus(422)
      assert.include(JSON.stringify(response.body()), field)
    }
  })

  test('says so when nothing ended in the days, and when the result is not kept', async ({
    client,
    assert,
  }) => {
    const { result } = await replay(client, manager, { agreement: desk.agreement.code })
    assert.containSubset(result, { tickets: 0, rows: [], changes: { total: 0 } })
    const task = await BackgroundTask.query().orderBy('id', 'desc').firstOrFail()
    await task.merge({ resultFile: null }).save()
    const page = await client.get(`${PAGE}/${task.id}`).loginAs(manager).withInertia()
    assert.containSubset(page.inertiaProps, { replay: { isGone: true }, result: null })
    await task.merge({ state: 'failed', finishedAt: clock.now() }).save()
    const failed = await client.get(`${PAGE}/${task.id}`).loginAs(manager).withInertia()
    assert.containSubset(failed.inertiaProps, { replay: { state: 'failed', isGone: false } })
  })

  test('gives the changes as CSV, for a Russian reader with semicolons', async ({
    client,
    assert,
  }) => {
    const ticket = await pausedTicket(desk)
    const strict = await createAgreement({ response: 60, resolution: 240 })
    await replay(client, manager, { agreement: strict.code })
    const { id } = await BackgroundTask.query().orderBy('id', 'desc').firstOrFail()
    await manager.merge({ locale: 'ru' }).save()
    const response = await client.get(`${PAGE}/${id}/changes.csv`).loginAs(manager)
    response.assertStatus(200)
    const [header = '', line = ''] = response.text().split('\r\n')
    assert.isTrue(header.startsWith('\uFEFFЗаявка;Тема;'))
    assert.isTrue(line.startsWith(`${ticket.number};`))
    assert.include(line, 'соблюдён → нарушен;02.03.2026 17:00;02.03.2026 16:00')
    assert.include(line, '02.03.2026 17:00;5:00;4:00')
  })
})
