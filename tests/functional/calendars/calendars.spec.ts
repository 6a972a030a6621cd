import type { OwnException } from '#calendars/queries/calendar_draft'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import { wrapInTransaction } from '#tests/helpers/database'
import { createCalendar, createDesk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime, Settings } from 'luxon'

const HOLIDAYS: OwnException[] = [
  { onDate: '2026-11-04', intervals: [], label: 'Unity Day' },
  { onDate: '2026-11-03', intervals: [['09:00', '17:00']], label: 'Short day' },
  { onDate: '2026-11-07', intervals: [['09:00', '18:00']], label: 'Working Saturday' },
]

async function createReader() {
  return createUser({ roles: ['service_level_manager'] })
}

test.group('Calendars', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => {
    const now = DateTime.fromISO('2026-11-10T09:00:00Z').toMillis()
    Settings.now = () => now
    return () => {
      Settings.now = () => Date.now()
    }
  })

  test('SLM-03 a year shows how each exception differs and where holidays are missing', async ({
    client,
    assert,
  }) => {
    const calendar = await createCalendar({}, HOLIDAYS)
    const page = await client
      .get(`/calendars/${calendar.code}`)
      .loginAs(await createReader())
      .withInertia()
    const { year } = page.inertiaProps
    assert.equal(year.year, 2026)
    assert.deepEqual(
      year.exceptions.map(({ date, kind, minutes }: Record<string, unknown>) => [
        date,
        kind,
        minutes,
      ]),
      [
        ['2026-11-03', 'short_day', 480],
        ['2026-11-04', 'day_off', 0],
        ['2026-11-07', 'extra_day', 540],
      ]
    )
    assert.deepEqual(year.unmaintained, [2027])
  })

  test('SLM-03 a calendar that never had exceptions needs none', async ({ client, assert }) => {
    const calendar = await createCalendar()
    const page = await client
      .get(`/calendars/${calendar.code}?year=2031`)
      .loginAs(await createReader())
      .withInertia()
    assert.deepEqual(page.inertiaProps.year.unmaintained, [])
    assert.equal(page.inertiaProps.year.year, 2031)
  })

  test('SLM-03 the months add up to what the engine counts for the year', async ({
    client,
    assert,
  }) => {
    const calendar = await createCalendar({}, HOLIDAYS)
    const page = await client
      .get(`/calendars/${calendar.code}`)
      .loginAs(await createReader())
      .withInertia()
    const time = await loadWorkingTime(calendar.id)
    const zone = { zone: calendar.timeZone }
    const expected = time.between(
      DateTime.fromISO('2026-01-01', zone).toMillis(),
      DateTime.fromISO('2027-01-01', zone).toMillis()
    )
    const months: number[] = page.inertiaProps.year.months
    assert.equal(
      months.reduce((sum, minutes) => sum + minutes),
      expected
    )
  })

  test('SLM-03 the preview answers what the engine answers', async ({ client, assert }) => {
    const calendar = await createCalendar({}, HOLIDAYS)
    const reader = await createReader()
    const due = await client
      .get(`/calendars/${calendar.code}/due`)
      .qs({ opened: '2026-11-03T16:00', minutes: 120 })
      .loginAs(reader)
      .accept('json')
    // Tuesday ends at 17:00, Wednesday is off: the second hour is Thursday's first.
    assert.equal(due.body().dueAt, '2026-11-05T10:00:00.000+03:00')

    const worked = await client
      .get(`/calendars/${calendar.code}/worked`)
      .qs({ from: '2026-11-03T16:00', to: '2026-11-08T00:00' })
      .loginAs(reader)
      .accept('json')
    const time = await loadWorkingTime(calendar.id)
    const at = (text: string) => DateTime.fromISO(text, { zone: calendar.timeZone }).toMillis()
    assert.equal(worked.body().minutes, time.between(at('2026-11-03T16:00'), at('2026-11-08')))
    assert.equal(worked.body().minutes, 60 + 540 + 540 + 540)
  })

  test('the preview refuses what is no moment and no duration', async ({ client, assert }) => {
    const calendar = await createCalendar()
    const reader = await createReader()
    const wrong: [string, string, object][] = [
      ['due', 'opened', { opened: 'yesterday', minutes: 1 }],
      ['due', 'opened', { opened: '2026-02-30T10:00', minutes: 1 }],
      ['due', 'opened', { opened: '2500-01-01T10:00', minutes: 1 }],
      ['due', 'minutes', { opened: '2026-02-03T10:00', minutes: -1 }],
      ['worked', 'to', { from: '2026-02-03T10:00' }],
    ]
    for (const [path, field, query] of wrong) {
      const answer = await client
        .get(`/calendars/${calendar.code}/${path}`)
        .qs(query)
        .loginAs(reader)
        .accept('json')
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
  })

  test('the page leads to the agreements that count on the calendar', async ({
    client,
    assert,
  }) => {
    const { agreement } = await createDesk()
    const calendar = await agreement.related('calendar').query().firstOrFail()
    const page = await client
      .get(`/calendars/${calendar.code}`)
      .loginAs(await createReader())
      .withInertia()
    const groups: { titleKey: string; links: { description: string }[] }[] =
      page.inertiaProps.related
    const agreements = groups.find(({ titleKey }) => titleKey === 'sla.title')
    assert.equal(agreements!.links[0]!.description, agreement.code)
  })

  test('a client has no calendars', async ({ client }) => {
    const { manager } = await createDesk()
    const calendar = await createCalendar()
    for (const path of [
      '',
      `/${calendar.code}`,
      `/${calendar.code}/due`,
      `/${calendar.code}/worked`,
    ]) {
      const answer = await client.get(`/calendars${path}`).loginAs(manager)
      answer.assertStatus(403)
    }
  })
})

test.group('Loading working time', (group) => {
  group.each.setup(wrapInTransaction)

  const start = DateTime.fromISO('2026-11-04T00:00', { zone: 'Europe/Moscow' }).toMillis()
  const end = DateTime.fromISO('2026-11-05T00:00', { zone: 'Europe/Moscow' }).toMillis()

  test('SLM-03 exceptions count', async ({ assert }) => {
    const ordinary = await loadWorkingTime((await createCalendar()).id)
    const withHolidays = await loadWorkingTime((await createCalendar({}, HOLIDAYS)).id)
    assert.equal(ordinary.between(start, end), 540)
    assert.equal(withHolidays.between(start, end), 0)
  })

  test('an unchanged calendar is compiled once', async ({ assert }) => {
    const calendar = await createCalendar()
    assert.strictEqual(await loadWorkingTime(calendar.id), await loadWorkingTime(calendar.id))
  })

  test('reads inside a transaction through its client', async ({ assert }) => {
    const calendar = await createCalendar()
    const minutes = await db.transaction(async (trx) => {
      const time = await loadWorkingTime(calendar.id, trx)
      return time.between(start, end)
    })
    assert.equal(minutes, 540)
  })
})
