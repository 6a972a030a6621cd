import {
  NonBillableReasonMissing,
  TicketTakesNoTime,
  UnknownWorkType,
  WorkInFuture,
  WorkTooLong,
} from '#billing/errors'
import TimeEntry from '#billing/models/time_entry'
import WorkType from '#billing/models/work_type'
import { timePanel } from '#billing/queries/time_panel'
import AuditEvent from '#core/models/audit_event'
import type User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import { logWork } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { cancelIncident } from '#tickets/actions/cancel_incident'
import type Ticket from '#tickets/models/ticket'
import { test } from '@japa/runner'

async function panelOf(ticket: Ticket, user: User) {
  return timePanel(ticket, (await loadPrincipal(user.id))!)
}

async function formOf(values: Record<string, unknown> = {}) {
  const type = await WorkType.findByOrFail('code', 'remote_support')
  return { workTypeId: type.id, workDate: '2026-03-02', minutes: 45, isBillable: true, ...values }
}

test.group('Logging time', (group) => {
  let desk: Desk
  let ticket: Ticket

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 15:00')
    desk = await createDesk()
    ticket = await createIncident(desk)
  })
  group.each.teardown(letTimeRun)

  test('§7.1 an entry takes organisation and contract from its ticket', async ({ assert }) => {
    const entry = await logWork(desk, { ticket, minutes: 45 })
    const stored = await TimeEntry.findOrFail(entry.id)
    assert.equal(stored.organisationId, desk.client.id)
    assert.equal(stored.contractId, desk.contract.id)
    assert.equal(stored.rawMinutes, 45)
  })

  test('G-03 the ticket history tells of it', async ({ assert }) => {
    await logWork(desk, { ticket, minutes: 45, internalNote: 'a secret' })
    const event = await AuditEvent.query().where('action', 'time.logged').firstOrFail()
    assert.equal(event.subjectType, 'ticket')
    assert.equal(event.subjectId, ticket.id)
    assert.deepInclude(event.changes, { field: 'rawMinutes', before: null, after: 45 })
    assert.notInclude(JSON.stringify(event.changes), 'a secret')
  })

  test('§7.5 a billable entry has no reason for not being billed', async ({ assert }) => {
    const entry = await logWork(desk, { ticket, nonBillableReason: 'goodwill' })
    assert.isNull(entry.nonBillableReason)
  })

  test('refuses {0}')
    .with([
      ['no minutes', { minutes: 0 }, WorkTooLong],
      ['more than a day', { minutes: 1441 }, WorkTooLong],
      ['tomorrow', { workDate: '2026-03-03' }, WorkInFuture],
      ['unbilled work without a reason (§7.5)', { isBillable: false }, NonBillableReasonMissing],
      ['an unknown type of work', { workTypeId: 999_999 }, UnknownWorkType],
    ] as const)
    .run(async ({ assert }, [, values, refusal]) => {
      await assert.rejects(() => logWork(desk, { ticket, ...values }), refusal)
      assert.lengthOf(await TimeEntry.all(), 0)
    })

  test('a whole day is the longest entry', async ({ assert }) => {
    const entry = await logWork(desk, { ticket, minutes: 1440 })
    assert.equal(entry.rawMinutes, 1440)
  })

  test('today is the day where the person works', async ({ assert }) => {
    await desk.agent.person.merge({ timeZone: 'Asia/Vladivostok' }).save()
    moveTo('2026-03-02 18:00')
    const entry = await logWork(desk, { ticket, workDate: '2026-03-03' })
    assert.equal(entry.workDate, '2026-03-03')
  })

  test('a cancelled ticket takes no time', async ({ assert }) => {
    await cancelIncident.handle({
      actor: actorOf(desk.agent),
      ticketId: ticket.id,
      cause: 'spam',
      note: null,
    })
    await assert.rejects(() => logWork(desk, { ticket }), TicketTakesNoTime)
  })

  test('an agent logs their own work', async ({ client, assert }) => {
    const response = await client
      .post(`/incidents/${ticket.number}/time-entries`)
      .loginAs(desk.agent)
      .withCsrfToken()
      .redirects(0)
      .form(await formOf({ publicNote: 'Replaced the cable' }))
    response.assertStatus(302)
    const entry = await TimeEntry.firstOrFail()
    assert.equal(entry.personId, desk.agent.personId)
    assert.equal(entry.workDate, '2026-03-02')
    assert.equal(entry.publicNote, 'Replaced the cable')
  })

  test('who has no right to it logs nothing', async ({ client, assert }) => {
    for (const user of [desk.requester, desk.manager]) {
      const response = await client
        .post(`/incidents/${ticket.number}/time-entries`)
        .loginAs(user)
        .withCsrfToken()
        .form(await formOf())
      response.assertStatus(403)
    }
    assert.lengthOf(await TimeEntry.all(), 0)
  })

  test('T2 a ticket of another organisation does not exist', async ({ client }) => {
    const stranger = await createUser({ roles: ['customer_manager'] })
    const response = await client
      .post(`/incidents/${ticket.number}/time-entries`)
      .loginAs(stranger)
      .withCsrfToken()
      .form(await formOf())
    response.assertStatus(404)
  })

  test('the form names the field with {field}')
    .with([
      { field: 'minutes', values: { minutes: 0 } },
      { field: 'minutes', values: { minutes: 12.5 } },
      { field: 'workDate', values: { workDate: '2026-02-30' } },
      { field: 'workDate', values: { workDate: '2026-03-03' } },
      { field: 'nonBillableReason', values: { isBillable: false } },
      { field: 'nonBillableReason', values: { isBillable: false, nonBillableReason: 'mood' } },
      { field: 'workTypeId', values: { workTypeId: 999_999 } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const response = await client
        .post(`/incidents/${ticket.number}/time-entries`)
        .loginAs(desk.agent)
        .withCsrfToken()
        .accept('json')
        .json(await formOf(values))
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
      assert.lengthOf(await TimeEntry.all(), 0)
    })
})

test.group('Time on the ticket page', (group) => {
  let desk: Desk
  let ticket: Ticket

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 15:00')
    desk = await createDesk()
    ticket = await createIncident(desk)
    await logWork(desk, { ticket, minutes: 40, publicNote: 'said', internalNote: 'not said' })
    await logWork(desk, { ticket, minutes: 15, isBillable: false, nonBillableReason: 'rework' })
  })
  group.each.teardown(letTimeRun)

  test('an agent sees entries, sums and notes, and may log', async ({ assert }) => {
    const panel = await panelOf(ticket, desk.agent)
    assert.equal(panel?.totalMinutes, 55)
    assert.equal(panel?.billableMinutes, 40)
    assert.isTrue(panel?.canLog)
    assert.isAbove(panel!.workTypes.length, 3)
    assert.deepInclude(panel!.entries[1], { minutes: 40, note: 'said', internalNote: 'not said' })
  })

  test('G-11 internal notes stay from those without the right', async ({ assert }) => {
    const panel = await panelOf(ticket, await createUser({ roles: ['account_manager'] }))
    assert.equal(panel?.totalMinutes, 55)
    assert.isFalse(panel?.canLog)
    assert.notInclude(JSON.stringify(panel), 'not said')
  })

  test('who may only log sees their own entries', async ({ assert }) => {
    const panel = await panelOf(ticket, await createUser({ roles: ['problem_manager'] }))
    assert.isTrue(panel?.canLog)
    assert.lengthOf(panel!.entries, 0)
  })

  test('a client gets nothing', async ({ assert }) => {
    assert.isNull(await panelOf(ticket, desk.manager))
    assert.isNull(await panelOf(ticket, desk.requester))
  })

  test('the page carries the panel', async ({ client, assert }) => {
    const response = await client
      .get(`/incidents/${ticket.number}`)
      .loginAs(desk.agent)
      .withInertia()
    assert.equal(response.inertiaProps.panels.time.totalMinutes, 55)
  })
})
