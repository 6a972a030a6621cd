import { saveCalendar, type CalendarValues } from '#calendars/actions/save_calendar'
import Calendar from '#calendars/models/calendar'
import { calendarUse } from '#calendars/queries/calendar_use'
import { SYSTEM_ACTOR } from '#core/actor'
import Clock from '#sla/models/clock'
import { readClocks } from '#sla/queries/read_clocks'
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
import { awaitCustomer } from '#tickets/actions/await_customer'
import { resolveIncident } from '#tickets/actions/resolve_incident'
import { resumeIncident } from '#tickets/actions/resume_incident'
import { takeIncident } from '#tickets/actions/take_incident'
import { test } from '@japa/runner'

async function change(desk: Desk, values: Partial<CalendarValues>, validFrom: string | null) {
  const calendar = await Calendar.findOrFail(desk.agreement.calendarId)
  const { code, nameRu, nameEn, timeZone, week } = calendar
  const kept = { code, nameRu, nameEn, timeZone, week, exceptions: [], holidaySetIds: [] }
  await saveCalendar.handle({
    ...{ actor: SYSTEM_ACTOR, calendarId: calendar.id, validFrom },
    values: { ...kept, ...values },
  })
}

/** Every day of the week closed: no clock could miss a change to that. */
const CLOSED = { '1': [], '2': [], '3': [], '4': [], '5': [], '6': [], '7': [] }

async function resolve(desk: Desk, ticketId: number) {
  const closureCategoryId = desk.category.id
  const outcome = { code: 'fixed', text: 'Restarted the service.', closureCategoryId } as const
  await resolveIncident.handle({ actor: actorOf(desk.agent), ticketId, ...outcome })
}

const rowsOf = (ticketId: number) =>
  Clock.query()
    .where({ ticketId })
    .orderBy('id')
    .then((clocks) => clocks.map((clock) => clock.serialize()))

test.group('Clocks and versions of their calendar', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 10:00')
    desk = await createDesk()
  })
  group.each.teardown(letTimeRun)

  test('SLM-08 a changed calendar never rewrites a closed clock', async ({ assert }) => {
    const incident = await createIncident(desk)
    await takeIncident.handle({ actor: actorOf(desk.agent), ticketId: incident.id })
    moveTo('2026-03-02 16:00')
    await resolve(desk, incident.id)
    const before = { rows: await rowsOf(incident.id), read: await readClocks(incident.id, ['sla']) }

    moveTo('2026-03-02 16:30')
    await change(desk, { week: CLOSED, timeZone: 'Asia/Vladivostok' }, null)
    const after = { rows: await rowsOf(incident.id), read: await readClocks(incident.id, ['sla']) }
    assert.deepEqual(after.rows, before.rows)
    const figures = ({ read }: typeof before) =>
      read.map(({ elapsedMinutes, dueAt, state, breachedAt }) => ({
        ...{ elapsedMinutes, dueAt, state, breachedAt },
      }))
    assert.deepEqual(figures(after), figures(before))
    assert.isAbove(before.read.find(({ metric }) => metric === 'resolution')!.elapsedMinutes, 300)
  })

  test('SLM-08 an open clock goes on with its version, through a pause too', async ({ assert }) => {
    const incident = await createIncident(desk)
    await takeIncident.handle({ actor: actorOf(desk.agent), ticketId: incident.id })
    await change(desk, { week: CLOSED }, null)
    const find = () => Clock.findByOrFail({ ticketId: incident.id, metric: 'resolution' })
    assert.equal(inMoscow((await find()).dueAt), '2026-03-02 18:00')

    moveTo('2026-03-02 12:00')
    const actor = actorOf(desk.agent)
    await awaitCustomer.handle({ actor, ticketId: incident.id, question: 'Which office?' })
    moveTo('2026-03-03 12:00')
    await resumeIncident.handle({ actor, ticketId: incident.id })
    const clock = await find()
    assert.equal(clock.calendarVersion, 1)
    // Two hours are used up, six are left.
    assert.equal(inMoscow(clock.dueAt), '2026-03-03 18:00')
    const uses = await calendarUse(desk.agreement.calendarId)
    assert.isAtLeast(uses.find(({ kind }) => kind === 'open_clocks')!.count, 1)
  })

  test('SLM-08 a clock that starts later counts on the new version, from its day on', async ({
    assert,
  }) => {
    const late: CalendarValues['week'] = { ...CLOSED, '3': [['12:00', '20:00']] }
    await change(desk, { week: late }, '2026-03-04')
    moveTo('2026-03-03 10:00')
    const before = await createIncident(desk)
    moveTo('2026-03-04 10:00')
    const after = await createIncident(desk)
    const clockOf = (ticketId: number) =>
      Clock.query().where({ ticketId, metric: 'resolution' }).firstOrFail()
    const [former, newer] = [await clockOf(before.id), await clockOf(after.id)]
    assert.deepEqual([former.calendarVersion, inMoscow(former.dueAt)], [1, '2026-03-03 18:00'])
    assert.deepEqual([newer.calendarVersion, inMoscow(newer.dueAt)], [2, '2026-03-04 20:00'])
  })
})
