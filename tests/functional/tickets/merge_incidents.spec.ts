import { periodOfMonth } from '#contracts/queries/billing_cycle'
import TimeEntry from '#billing/models/time_entry'
import { reportTickets } from '#billing/queries/report_tickets'
import { reportClocks } from '#billing/queries/report_clocks'
import { reportPeriod } from '#billing/workflow/report_period'
import { StaleRecord } from '#core/errors'
import AuditEvent from '#core/models/audit_event'
import Clock from '#sla/models/clock'
import ClockTimer from '#sla/models/clock_timer'
import { logWork } from '#tests/helpers/billing'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  inMoscow,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { addComment } from '#tickets/actions/add_comment'
import { mergeIncidents } from '#tickets/actions/merge_incidents'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { MergeRefused, TicketMerged, TransitionRefused } from '#tickets/errors'
import Incident from '#tickets/models/incident'
import Ticket from '#tickets/models/ticket'
import TicketComment from '#tickets/models/ticket_comment'
import { ticketClocks } from '#tickets/queries/ticket_clocks'
import { loadPrincipal } from '#directory/queries/load_principal'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

function merge(desk: Desk, target: Ticket, ...sources: Ticket[]) {
  return mergeIncidents.handle({
    ...{ actor: actorOf(desk.agent), targetId: target.id, reason: null },
    sources: sources.map(({ id }) => ({ ticketId: id })),
  })
}

const clocksOf = (ticket: Ticket) =>
  Clock.query().where('ticketId', ticket.id).orderBy('id').preload('pauses')
const historyOf = async (ticket: Ticket) =>
  (await AuditEvent.query().where({ subjectType: 'ticket', subjectId: ticket.id })).map(
    ({ action }) => action
  )

/** An older incident and a newer one, in Moscow's morning of 2 March 2026. */
async function twoReports(desk: Desk) {
  moveTo('2026-03-02 10:00')
  const older = await createIncident(desk)
  moveTo('2026-03-02 11:00')
  const newer = await createIncident(desk, { requesterId: desk.manager.personId })
  moveTo('2026-03-02 11:30')
  return { older, newer }
}

test.group('Merging duplicates', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('INC-22 the duplicate ends as one, keeps its number and names the target', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    await merge(desk, older, newer)
    const source = await Ticket.findOrFail(newer.id)
    assert.equal(source.state, 'cancelled')
    assert.isFalse(source.isOpen)
    assert.equal(source.number, newer.number)
    const incident = await Incident.findOrFail(newer.id)
    assert.equal(incident.cancellationReason, 'duplicate')
    assert.equal(incident.duplicateOfId, older.id)
    assert.include(await historyOf(newer), 'incident.merged')
    assert.include(await historyOf(older), 'incident.took_duplicates')
  })

  test('INC-22 comments move with author, time and origin; the duplicate still shows them', async ({
    assert,
    client,
  }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    const said = { ticketId: newer.id, actor: actorOf(desk.agent) }
    await addComment.handle({ ...said, visibility: 'public', body: 'We look into the gateway' })
    await addComment.handle({ ...said, visibility: 'internal', body: 'Certificate has expired' })
    moveTo('2026-03-02 12:00')
    await merge(desk, older, newer)
    const comments = await TicketComment.query().where('ticketId', older.id).orderBy('id')
    assert.deepEqual(
      comments.map(({ visibility, body }) => [visibility, body]),
      [
        ['public', 'We look into the gateway'],
        ['internal', 'Certificate has expired'],
      ]
    )
    for (const comment of comments) {
      assert.equal(comment.authorId, desk.agent.personId)
      assert.equal(comment.originTicketId, newer.id)
      assert.equal(inMoscow(comment.createdAt), '2026-03-02 11:30')
    }
    const page = async (number: string, visitor: Desk['agent']) => {
      const answer = await client.get(`/incidents/${number}`).loginAs(visitor).withInertia()
      return answer.inertiaProps as {
        timeline: { kind: string; body?: string; origin?: string | null }[]
        ticket: { mergedInto: unknown; duplicates: { number: string }[] }
      }
    }
    const target = await page(older.number, desk.agent)
    assert.equal(target.timeline.find(({ kind }) => kind === 'comment')!.origin, newer.number)
    assert.deepEqual(
      target.ticket.duplicates.map(({ number }) => number),
      [newer.number]
    )
    const source = await page(newer.number, desk.manager)
    assert.deepEqual(source.ticket.mergedInto, { number: older.number, canOpen: true })
    const told = source.timeline.filter(({ kind }) => kind === 'comment')
    assert.deepEqual(
      told.map(({ body, origin }) => [body, origin]),
      [['We look into the gateway', null]]
    )
  })

  test('INC-22 §3.3.7 the earliest opening counts, and running clocks begin with it', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    await takeIncident.handle({ actor: actorOf(desk.agent), ticketId: newer.id })
    await merge(desk, newer, older)
    const target = await Ticket.findOrFail(newer.id)
    assert.equal(inMoscow(target.openedAt), '2026-03-02 10:00')
    const [response, replaced, resolution] = await clocksOf(newer)
    // What has stopped stays: the response was given half an hour after this report.
    assert.equal(response!.state, 'met')
    assert.equal(response!.elapsedMinutes, 30)
    assert.equal(replaced!.cancelCause, 'replaced')
    assert.equal(inMoscow(resolution!.startedAt), '2026-03-02 10:00')
    assert.equal(inMoscow(resolution!.dueAt), '2026-03-02 18:00')
    assert.equal(inMoscow(target.resolutionDueAt), '2026-03-02 18:00')
  })

  test('§3.3.11 minutes by team and of nobody are the elapsed time after a merge', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    await takeIncident.handle({ actor: actorOf(desk.agent), ticketId: newer.id })
    await merge(desk, newer, older)
    moveTo('2026-03-02 14:00')
    const principal = (await loadPrincipal(desk.agent.id))!
    const told = await ticketClocks(await Ticket.findOrFail(newer.id), principal)
    const { teams, elapsedMinutes } = told.clocks.find(({ metric }) => metric === 'resolution')!
    assert.equal(elapsedMinutes, 240)
    assert.equal(
      teams.reduce((sum, { minutes }) => sum + minutes, 0),
      elapsedMinutes
    )
  })

  test('§3.3.8 clocks of the duplicate are cancelled, stopped ones too, and their timers die', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    await takeIncident.handle({ actor: actorOf(desk.agent), ticketId: newer.id })
    await merge(desk, older, newer)
    const clocks = await clocksOf(newer)
    assert.lengthOf(clocks, 2)
    for (const clock of clocks) {
      assert.equal(clock.state, 'cancelled')
      assert.equal(clock.cancelCause, 'merged')
    }
    const timers = await ClockTimer.query().whereIn(
      'clockId',
      clocks.map(({ id }) => id)
    )
    assert.isTrue(timers.every(({ state }) => !['pending', 'claimed'].includes(state)))
    assert.equal((await Ticket.findOrFail(newer.id)).slaState, 'none')
    // The target's own promise is what it was.
    const running = (await clocksOf(older)).filter(({ state }) => state === 'running')
    assert.lengthOf(running, 2)
  })

  test('INC-22 items and time move, and the contract report tells of one incident', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const [shared, own] = [
      await createConfigurationItem({ organisationId: desk.client.id }),
      await createConfigurationItem({ organisationId: desk.client.id }),
    ]
    moveTo('2026-03-02 10:00')
    const older = await createIncident(desk, { ciIds: [shared.id] })
    const newer = await createIncident(desk, { ciIds: [own.id, shared.id] })
    moveTo('2026-03-02 15:00')
    await logWork(desk, { ticket: newer, minutes: 45 })
    await takeIncident.handle({ actor: actorOf(desk.agent), ticketId: newer.id })
    await merge(desk, older, newer)
    const links = await db.from('ticket_configuration_items').orderBy('ci_id')
    assert.deepEqual(
      links.map(({ ticket_id: ticketId, ci_id: ciId }) => [ticketId, ciId]),
      [shared.id, own.id].sort((a, b) => a - b).map((id) => [older.id, id])
    )
    const [entry] = await TimeEntry.query().where('organisationId', desk.client.id)
    assert.equal(entry!.ticketId, older.id)
    assert.equal(entry!.contractId, desk.contract.id)
    assert.include(await historyOf(newer), 'time.moved_away')
    assert.include(await historyOf(older), 'time.moved_here')

    const period = reportPeriod(
      periodOfMonth('2026-03', { billingCycle: 'month', anchorDay: 1 }),
      'Europe/Moscow'
    )
    const client = db.connection()
    const contractId = desk.contract.id
    const clocks = await reportClocks(client, contractId, period)
    assert.lengthOf(clocks, 0)
    const found = { contractId, period, clocks, entries: [] }
    const tickets = await reportTickets(client, found)
    assert.deepEqual(
      tickets.map(({ number }) => number),
      [older.number]
    )
  })

  test('INC-22 a comment on the duplicate is refused with the pointer, at the end of the chain', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    const third = await createIncident(desk)
    await merge(desk, older, newer)
    await merge(desk, third, older)
    const comment = { ticketId: newer.id, visibility: 'public', body: 'And now?' } as const
    const refused = await addComment
      .handle({ ...comment, actor: actorOf(desk.agent) })
      .catch((error: unknown) => error)
    assert.instanceOf(refused, TicketMerged)
    assert.equal((refused as TicketMerged).params.number, third.number)
  })

  test('G-01 the number of a duplicate still finds it', async ({ client, assert }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    await merge(desk, older, newer)
    const list = await client
      .get(`/incidents?view=all&q=${newer.number}`)
      .loginAs(desk.agent)
      .withInertia()
    const { tickets } = list.inertiaProps as { tickets: { number: string }[] }
    assert.deepEqual(
      tickets.map(({ number }) => number),
      [newer.number]
    )
  })

  test('T7 nothing merges over clients, into itself, into or out of what has ended', async ({
    assert,
  }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    const foreign = await createIncident(await createDesk())
    await assert.rejects(() => merge(desk, older, foreign), MergeRefused)
    await assert.rejects(() => merge(desk, older, older), MergeRefused)
    await merge(desk, older, newer)
    await assert.rejects(() => merge(desk, newer, older), MergeRefused)
    await assert.rejects(() => merge(desk, older, newer), TransitionRefused)
    const resolved = await createIncident(desk)
    await resolveIncident.handle({
      ...{ actor: actorOf(desk.agent), ticketId: resolved.id, code: 'fixed' },
      ...{ text: 'Restarted the gateway.', closureCategoryId: desk.category.id },
    })
    await assert.rejects(() => merge(desk, older, resolved), TransitionRefused)
    assert.equal((await Ticket.findOrFail(older.id)).state, 'new')
  })

  test('INC-22 one refused duplicate leaves the others as they were', async ({ assert }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    const foreign = await createIncident(await createDesk())
    await assert.rejects(() => merge(desk, older, newer, foreign), MergeRefused)
    assert.equal((await Ticket.findOrFail(newer.id)).state, 'new')
    assert.isNull((await Incident.findOrFail(newer.id)).duplicateOfId)
  })

  test('T2 T3 a foreign target is a 404, a foreign duplicate a message on the field', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const own = await createIncident(desk)
    const foreign = await createIncident(await createDesk())
    const post = (number: string, source: Ticket) =>
      client
        .post(`/incidents/${number}/duplicates`)
        .loginAs(desk.manager)
        .withCsrfToken()
        .json({ version: 1, sources: [{ number: source.number, version: 1 }] })
    ;(await post(foreign.number, own)).assertStatus(404)
    // A client's manager sees the ticket and has no work to do on it.
    ;(await post(own.number, foreign)).assertStatus(403)
    const unknown = await client
      .post(`/incidents/${own.number}/duplicates`)
      .loginAs(desk.agent)
      .withCsrfToken()
      .accept('json')
      .json({ version: 1, sources: [{ number: 'INC-999999', version: 1 }] })
    unknown.assertStatus(422)
    assert.equal((await Ticket.findOrFail(own.id)).version, own.version)
  })

  test('the preview tells what moves and differs, and candidates are the client’s own open ones', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    await createIncident(await createDesk())
    await addComment.handle({
      ...{ ticketId: older.id, actor: actorOf(desk.agent) },
      ...{ visibility: 'public', body: 'We look into it' },
    })
    const preview = await client
      .get(`/incidents/${newer.number}/duplicates/preview`)
      .qs({ 'sources[]': older.number })
      .loginAs(desk.agent)
      .accept('json')
    preview.assertStatus(200)
    const { openedAt, isOpenedEarlier, sources } = preview.body()
    assert.equal(openedAt, older.openedAt.toUTC().toISO())
    assert.isTrue(isOpenedEarlier)
    assert.deepEqual(sources[0].differs, ['requesterId'])
    assert.deepEqual(sources[0].moves, { comments: 1, items: 0, minutes: 0, expenses: 0 })
    assert.isNull(sources[0].refusal)
    const found = await client
      .get(`/incidents/${newer.number}/merge-candidates`)
      .loginAs(desk.agent)
    assert.deepEqual(
      found.body().options.map(({ code }: { code: string }) => code),
      [older.number]
    )
    const byNumber = await client
      .get(`/incidents/${newer.number}/merge-candidates`)
      .qs({ q: older.number })
      .loginAs(desk.agent)
    assert.lengthOf(byNumber.body().options, 1)
  })

  test('INC-22 the page merges by POST /incidents/:number/duplicates', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const { older, newer } = await twoReports(desk)
    const response = await client
      .post(`/incidents/${older.number}/duplicates`)
      .loginAs(desk.agent)
      .withCsrfToken()
      .redirects(0)
      .json({
        version: older.version,
        sources: [{ number: newer.number, version: newer.version }],
      })
    response.assertHeader('location', `/incidents/${older.number}`)
    assert.equal((await Ticket.findOrFail(newer.id)).state, 'cancelled')
    const bare = await client
      .post(`/incidents/${older.number}/cancellation`)
      .loginAs(desk.agent)
      .withCsrfToken()
      .accept('json')
      .json({ version: older.version, cause: 'duplicate' })
    // §2.1 a duplicate needs a target.
    bare.assertStatus(422)
  })

  test('INC-22 several duplicates, in whatever order, leave the same target', async ({
    assert,
  }) => {
    const factsAfter = async (order: readonly number[], isAtOnce: boolean) => {
      const desk = await createDesk()
      const { older, newer } = await twoReports(desk)
      const third = await createIncident(desk)
      const sources = order.map((index) => [older, third][index]!)
      if (isAtOnce) await merge(desk, newer, ...sources)
      else for (const source of sources) await merge(desk, newer, source)
      const target = await Ticket.findOrFail(newer.id)
      const running = (await clocksOf(newer)).filter(({ state }) => state !== 'cancelled')
      return {
        openedAt: inMoscow(target.openedAt),
        dueAt: inMoscow(target.resolutionDueAt),
        slaState: target.slaState,
        clocks: running.map(({ metric, startedAt, dueAt, breachedAt }) => [
          ...[metric, inMoscow(startedAt), inMoscow(dueAt), inMoscow(breachedAt)],
        ]),
      }
    }
    const expected = await factsAfter([0, 1], true)
    assert.equal(expected.openedAt, '2026-03-02 10:00')
    assert.lengthOf(expected.clocks, 2)
    assert.deepEqual(await factsAfter([1, 0], true), expected)
    assert.deepEqual(await factsAfter([0, 1], false), expected)
    assert.deepEqual(await factsAfter([1, 0], false), expected)
  })
})

test.group('Two merges at once', (group) => {
  group.each.teardown(emptyDatabase)

  test('P5 of two merges crosswise exactly one wins', async ({ assert }) => {
    const desk = await createDesk()
    for (let round = 0; round < 5; round++) {
      const [left, right] = [await createIncident(desk), await createIncident(desk)]
      const command = { actor: actorOf(desk.agent), reason: null }
      const versioned = ({ id, version }: Ticket) => ({ ticketId: id, version })
      const into = (target: Ticket, source: Ticket) =>
        mergeIncidents.handle({
          ...command,
          ...{ targetId: target.id, version: target.version, sources: [versioned(source)] },
        })
      const results = await Promise.allSettled([into(left, right), into(right, left)])
      assert.lengthOf(
        results.filter(({ status }) => status === 'fulfilled'),
        1
      )
      for (const result of results) {
        if (result.status === 'rejected') assert.instanceOf(result.reason, StaleRecord)
      }
      const open = await Ticket.query().whereIn('id', [left.id, right.id]).where('isOpen', true)
      assert.lengthOf(open, 1)
      const linked = await Incident.query()
        .whereIn('ticketId', [left.id, right.id])
        .whereNotNull('duplicateOfId')
      assert.lengthOf(linked, 1)
      assert.equal(linked[0]!.duplicateOfId, open[0]!.id)
    }
  })

  test('P5 a comment at the moment of the merge is either moved or refused', async ({ assert }) => {
    const desk = await createDesk()
    const [target, source] = [await createIncident(desk), await createIncident(desk)]
    const comment = { ticketId: source.id, visibility: 'public', body: 'At this moment' } as const
    const [, said] = await Promise.allSettled([
      merge(desk, target, source),
      addComment.handle({ ...comment, actor: actorOf(desk.agent) }),
    ])
    const left = await TicketComment.query().where('ticketId', source.id)
    assert.lengthOf(left, 0)
    const moved = await TicketComment.query().where('ticketId', target.id)
    assert.lengthOf(moved, said.status === 'fulfilled' ? 1 : 0)
  })
})
