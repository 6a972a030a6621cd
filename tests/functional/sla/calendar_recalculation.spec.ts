import { saveCalendar } from '#calendars/actions/save_calendar'
import Calendar from '#calendars/models/calendar'
import { SYSTEM_ACTOR } from '#core/actor'
import { MOST_RUNS } from '#sla/actions/queue_recalculation'
import { recalculateClocks } from '#sla/actions/recalculate_clocks'
import { requestCalendarRecalculation } from '#sla/actions/request_calendar_recalculation'
import { RecalculationUnderWay, TooManyRecalculations } from '#sla/errors'
import AgreementTarget from '#sla/models/agreement_target'
import Clock from '#sla/models/clock'
import ClockRecalculation from '#sla/models/clock_recalculation'
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
import { clockOf } from '#tests/helpers/timers'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

/** From now on every working day ends at noon. */
async function shorten({ agreement }: Desk) {
  const calendar = await Calendar.findOrFail(agreement.calendarId)
  const { code, nameRu, nameEn, timeZone } = calendar
  const half: [string, string][] = [['09:00', '12:00']]
  const week = { '1': half, '2': half, '3': half, '4': half, '5': half, '6': [], '7': [] }
  await saveCalendar.handle({
    ...{ actor: SYSTEM_ACTOR, calendarId: calendar.id, validFrom: null },
    values: { code, nameRu, nameEn, timeZone, week, exceptions: [], holidaySetIds: [] },
  })
}

const requestFor = ({ agreement }: Desk) => ({
  ...{ actor: SYSTEM_ACTOR, calendarId: agreement.calendarId, reason: 'Shorter days' },
})

async function recalculate(desk: Desk) {
  const run = await requestCalendarRecalculation.handle(requestFor(desk))
  await recalculateClocks.handle({ runId: run.id })
  return run.refresh()
}

/** Monday to Friday 9 to 18 in Moscow; response in 60, resolution in 480 working minutes. */
test.group('Recalculating the open clocks of a calendar', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('§3.3.10 open clocks go over to the version in force and keep their targets', async ({
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    await shorten(desk)
    // An edit of the agreement is no matter of the calendar's act.
    await AgreementTarget.query().where('agreementId', desk.agreement.id).update({
      targetMinutes: 10,
    })
    assert.equal(inMoscow((await clockOf(ticket.id)).dueAt), '2026-03-02 18:00')

    const run = await recalculate(desk)
    assert.deepEqual(
      [run.state, run.ticketsTotal, run.ticketsDone, run.clocksChanged],
      ['done', 1, 1, 2]
    )
    const clock = await clockOf(ticket.id)
    // Of 480 minutes 120 today, 180 on each of two days.
    assert.deepEqual(
      [clock.targetMinutes, clock.calendarVersion, inMoscow(clock.dueAt)],
      [480, 2, '2026-03-04 12:00']
    )
    const saved = await Ticket.findOrFail(ticket.id)
    assert.equal(inMoscow(saved.resolutionDueAt), '2026-03-04 12:00')
    const audit = (subject_type: string, subject_id: number, action: string) =>
      db.from('audit_events').where({ subject_type, subject_id, action }).firstOrFail()
    const changed = await audit('ticket', ticket.id, 'clock.recalculated')
    assert.equal(changed.reason, 'Shorter days')
    const { calendarId } = desk.agreement
    const asked = await audit('calendar', calendarId, 'calendar.recalculation_requested')
    assert.equal(asked.reason, 'Shorter days')
    assert.equal((await recalculate(desk)).ticketsTotal, 0)
  })

  test('SLM-08 closed clocks stay on their version', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    moveTo('2026-03-02 13:00')
    await resolveIncident.handle({
      ...{ actor: actorOf(desk.agent), ticketId: ticket.id, code: 'fixed' },
      ...{ text: 'Restarted the service.', closureCategoryId: desk.category.id },
    })
    const rows = async () =>
      (await Clock.query().where('ticketId', ticket.id).orderBy('id')).map((clock) =>
        clock.serialize()
      )
    const before = await rows()
    await shorten(desk)
    const run = await recalculate(desk)
    assert.deepEqual([run.ticketsTotal, run.clocksChanged], [0, 0])
    assert.deepEqual(await rows(), before)
  })

  test('one run of a calendar at a time, and only so many all in all', async ({ assert }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const ask = () => requestCalendarRecalculation.handle(requestFor(desk))
    const first = await ask()
    await assert.rejects(ask, RecalculationUnderWay)
    await first.merge({ state: 'done' }).save()
    for (let count = 0; count < MOST_RUNS; count += 1) {
      await ClockRecalculation.create({
        ...{ agreementId: desk.agreement.id, reason: 'Many', state: 'queued' },
        ...{ lastTicketId: 0, ticketsTotal: 0, ticketsDone: 0 },
        ...{ clocksChanged: 0, clocksBreached: 0 },
      })
    }
    await assert.rejects(ask, TooManyRecalculations)
    moveTo('2026-03-02 10:30')
    assert.equal((await ask()).state, 'queued')
  })

  test('G-04 the page tells how many are behind; the act needs the right and a reason', async ({
    client,
    assert,
  }) => {
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    await createIncident(desk)
    await shorten(desk)
    const { code } = await Calendar.findOrFail(desk.agreement.calendarId)
    const post = (user: Desk['agent'], body: object) =>
      client
        .post(`/calendars/${code}/recalculation`)
        .loginAs(user)
        .withCsrfToken()
        .json(body)
        .accept('json')
        .redirects(0)
    const forbidden = await post(desk.agent, { reason: 'Please' })
    forbidden.assertStatus(403)
    const editor = await createUser({ roles: ['service_level_manager'] })
    const silent = await post(editor, { reason: '' })
    assert.equal(silent.body().errors[0].field, 'reason')
    const show = async () =>
      (await client.get(`/calendars/${code}`).loginAs(editor).withInertia()).inertiaProps
        .recalculation
    const before = await show()
    assert.deepEqual([before.openClocks, before.latest, before.canRun], [2, null, true])
    await post(editor, { reason: 'Shorter days' })
    const after = await show()
    assert.deepEqual([after.latest.state, after.latest.reason], ['queued', 'Shorter days'])
    await recalculateClocks.handle({ runId: after.latest.id })
    const done = await show()
    assert.deepEqual([done.openClocks, done.latest.clocksChanged], [0, 2])
  })
})
