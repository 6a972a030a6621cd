import TimeEntry from '#billing/models/time_entry'
import WorkType from '#billing/models/work_type'
import { moveTimeEntries } from '#billing/actions/move_time_entries'
import AuditEvent from '#core/models/audit_event'
import type User from '#directory/models/user'
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
import { createOrganisation, createUser } from '#tests/helpers/people'
import type Ticket from '#tickets/models/ticket'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

test.group('The life of a time entry', (group) => {
  let desk: Desk
  let ticket: Ticket
  let lead: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-04 15:00')
    desk = await createDesk()
    ticket = await createIncident(desk)
    lead = await createUser({ roles: ['team_lead'] })
  })
  group.each.teardown(letTimeRun)

  const seen = ({ id, version }: TimeEntry) => ({ id, version })
  const post = (client: ApiClient, user: User, door: string, values: object) =>
    client.post(door).loginAs(user).withCsrfToken().json(values).accept('json').redirects(0)
  const steps = (client: ApiClient, user: User, step: string, ...entries: TimeEntry[]) => {
    const isOwn = step === 'submit' || step === 'withdraw'
    const note = step === 'reject' ? 'Why two hours?' : null
    const values = { step, note, entries: entries.map(seen) }
    return post(client, user, isOwn ? '/time/steps' : '/time-approvals/steps', values)
  }
  const workOf = async (values: object = {}) => ({
    ...{ workTypeId: (await WorkType.findByOrFail('code', 'remote_support')).id, version: 1 },
    ...{ workDate: '2026-03-03', minutes: 45, isBillable: true, ...values },
  })

  test('§2.8 draft, submitted, sent back with a question, submitted again, approved; history tells each', async ({
    client,
    assert,
  }) => {
    const entry = await logWork(desk, { ticket, minutes: 120 })
    assert.equal(entry.state, 'draft')
    await steps(client, desk.agent, 'submit', await entry.refresh())
    assert.equal((await entry.refresh()).state, 'submitted')
    await steps(client, lead, 'reject', entry)
    await entry.refresh()
    assert.deepEqual(
      [entry.state, entry.decisionNote, entry.decidedById],
      ['draft', 'Why two hours?', lead.personId]
    )
    await steps(client, desk.agent, 'submit', entry)
    await steps(client, lead, 'approve', await entry.refresh())
    await entry.refresh()
    assert.deepEqual([entry.state, entry.decisionNote], ['approved', null])

    const events = await AuditEvent.query()
      .where({ subjectType: 'ticket', subjectId: ticket.id })
      .where('action', 'like', 'time.%')
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action, reason }) => [action, reason]),
      [
        ['time.logged', null],
        ['time.submitted', null],
        ['time.rejected', 'Why two hours?'],
        ['time.submitted', null],
        ['time.approved', null],
      ]
    )
  })

  test('§2.8 who wrote a draft changes and deletes it, also on a ticket closed meanwhile; not what is submitted', async ({
    client,
    assert,
  }) => {
    const [kept, gone] = [await logWork(desk, { ticket }), await logWork(desk, { ticket })]
    await ticket.merge({ state: 'closed' }).save()
    const put = (id: number, values: object) =>
      client
        .put(`/time/${id}`)
        .loginAs(desk.agent)
        .withCsrfToken()
        .json(values)
        .accept('json')
        .redirects(0)
    await put(kept.id, await workOf({ publicNote: 'Replaced the cable' }))
    await kept.refresh()
    assert.deepEqual(
      [kept.rawMinutes, kept.workDate, kept.publicNote, kept.version],
      [45, '2026-03-03', 'Replaced the cable', 2]
    )
    ;(await put(kept.id, await workOf())).assertStatus(409)
    const tomorrow = await put(kept.id, await workOf({ version: 2, workDate: '2026-03-05' }))
    assert.equal(tomorrow.body().errors[0].field, 'workDate')

    await client
      .delete(`/time/${gone.id}`)
      .loginAs(desk.agent)
      .withCsrfToken()
      .json({ version: 1 })
      .redirects(0)
    assert.isNull(await TimeEntry.find(gone.id))
    await steps(client, desk.agent, 'submit', kept)
    const late = await put(kept.id, await workOf({ version: 3, minutes: 90 }))
    assert.include(JSON.stringify(late.body()), 'take it back')
    assert.equal((await kept.refresh()).rawMinutes, 45)
    await steps(client, desk.agent, 'withdraw', kept)
    assert.equal((await kept.refresh()).state, 'draft')
  })

  test('§9 nobody approves their own time, and what was changed meanwhile is left and counted', async ({
    assert,
  }) => {
    const entries = [await logWork(desk, { ticket }), await logWork(desk, { ticket })]
    const actor = actorOf(desk.agent)
    const move = (step: 'submit' | 'approve', who = actor) =>
      moveTimeEntries.handle({ actor: who, step, entries: entries.map(seen) })
    assert.deepEqual(await move('submit'), { moved: 2, stale: 0, refused: 0 })
    assert.deepEqual(await move('submit'), { moved: 0, stale: 2, refused: 0 })
    for (const entry of entries) await entry.refresh()
    assert.deepEqual(await move('approve'), { moved: 0, stale: 0, refused: 2 })
    await entries[0]!.merge({ version: 9 }).save()
    entries[0]!.version = 2
    assert.deepEqual(await move('approve', actorOf(lead)), { moved: 1, stale: 1, refused: 0 })
  })

  test('§7.5 who approves decides otherwise what is billed, and says why', async ({
    client,
    assert,
  }) => {
    const entry = await logWork(desk, { ticket })
    await steps(client, desk.agent, 'submit', await entry.refresh())
    await entry.refresh()
    const judge = (values: object) =>
      client
        .patch(`/time-approvals/${entry.id}`)
        .loginAs(lead)
        .withCsrfToken()
        .json({ version: entry.version, isBillable: false, ...values })
        .accept('json')
        .redirects(0)
    const silent = await judge({ nonBillableReason: 'rework' })
    assert.equal(silent.body().errors[0].field, 'reason')
    const unsaid = await judge({ reason: 'Our own mistake' })
    assert.equal(unsaid.body().errors[0].field, 'nonBillableReason')
    await judge({ nonBillableReason: 'rework', reason: 'Our own mistake' })
    await entry.refresh()
    assert.deepEqual([entry.isBillable, entry.nonBillableReason], [false, 'rework'])
    const event = await AuditEvent.findByOrFail('action', 'time.changed')
    assert.equal(event.reason, 'Our own mistake')
    assert.deepInclude(event.changes, { field: 'isBillable', before: true, after: false })
  })

  test('the week shows what one did, and drafts forgotten elsewhere', async ({
    client,
    assert,
  }) => {
    await logWork(desk, { ticket, minutes: 40 })
    await logWork(desk, { ticket, minutes: 20, workDate: '2026-03-03' })
    await logWork(desk, { ticket, workDate: '2026-02-20' })
    const { inertiaProps: props } = await client.get('/time').loginAs(desk.agent).withInertia()
    assert.deepEqual([props.week.from, props.week.to], ['2026-03-02', '2026-03-08'])
    assert.deepEqual(props.week.minutes, { '2026-03-02': 40, '2026-03-03': 20 })
    assert.deepEqual(props.week.draftsElsewhere, { count: 1, firstOn: '2026-02-20' })
    const before = await client.get('/time?week=2026-02-20').loginAs(desk.agent).withInertia()
    assert.lengthOf(before.inertiaProps.entries, 1)
    const other = await client.get('/time').loginAs(desk.colleague).withInertia()
    assert.lengthOf(other.inertiaProps.entries, 0)
  })

  test('the list of what waits: sums of all that match, filters by person, client, state and day', async ({
    client,
    assert,
  }) => {
    const entries = [
      await logWork(desk, { ticket, minutes: 40 }),
      await logWork(desk, { ticket, minutes: 20, workDate: '2026-03-03' }),
    ]
    await steps(client, desk.agent, 'submit', ...entries)
    const list = async (query = '') =>
      (await client.get(`/time-approvals${query}`).loginAs(lead).withInertia()).inertiaProps
    const all = await list()
    assert.deepEqual([all.list.total, all.sums.minutes, all.sums.billable], [2, 60, 60])
    assert.equal((await list(`?from=2026-03-03`)).list.total, 1)
    assert.equal((await list(`?person=${desk.agent.personId}&to=2026-03-02`)).list.total, 1)
    assert.equal((await list(`?organisation=${desk.provider.id}`)).list.total, 0)
    assert.equal((await list(`?state=approved`)).list.total, 0)
    assert.equal((await list(`?q=${ticket.number}`)).list.total, 2)
  })

  test('T1, T2 a lead reaches the clients assigned to them, nobody else’s entries', async ({
    client,
    assert,
  }) => {
    const entry = await logWork(desk, { ticket })
    await steps(client, desk.agent, 'submit', entry)
    await entry.refresh()
    const elsewhere = await createOrganisation({ name: 'Elsewhere' })
    const stranger = await createUser({ roles: ['team_lead'], assignedTo: elsewhere })
    const page = await client.get('/time-approvals').loginAs(stranger).withInertia()
    assert.equal(page.inertiaProps.list.total, 0)
    await steps(client, stranger, 'approve', entry)
    assert.equal((await entry.refresh()).state, 'submitted')
    const judged = await client
      .patch(`/time-approvals/${entry.id}`)
      .loginAs(stranger)
      .withCsrfToken()
      .json({ version: 2, isBillable: true, reason: 'x' })
      .accept('json')
    judged.assertStatus(404)
    const foreign = await client
      .put(`/time/${entry.id}`)
      .loginAs(desk.colleague)
      .withCsrfToken()
      .json(await workOf())
      .accept('json')
    foreign.assertStatus(404)
    await steps(client, desk.colleague, 'withdraw', entry)
    assert.equal((await entry.refresh()).state, 'submitted')
    for (const user of [desk.agent, desk.manager, desk.requester]) {
      ;(await client.get('/time-approvals').loginAs(user)).assertStatus(403)
    }
    ;(await client.get('/time').loginAs(desk.requester)).assertStatus(403)
  })
})
