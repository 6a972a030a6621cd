import { saveCalendar, type CalendarValues } from '#calendars/actions/save_calendar'
import { saveHoliday } from '#calendars/actions/save_holiday'
import Calendar from '#calendars/models/calendar'
import CalendarVersion from '#calendars/models/calendar_version'
import HolidaySet from '#calendars/models/holiday_set'
import { calendarVersionAt, loadVersionTime } from '#calendars/queries/calendar_versions'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import { StaleRecord } from '#core/errors'
import { SYSTEM_ACTOR } from '#core/actor'
import { wrapInTransaction } from '#tests/helpers/database'
import { createCalendar, createDesk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime, Settings } from 'luxon'

const NOW = '2026-11-10T09:00:00Z'
const shift = (from: string, to: string, nextDay = false) => ({ from, to, nextDay })
const NAMES = { nameRu: 'День', nameEn: 'Day' }
const OFFICE = [shift('09:00', '18:00')]
const WEEK = [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []]

function stopTheClock() {
  const now = DateTime.fromISO(NOW).toMillis()
  Settings.now = () => now
  return () => {
    Settings.now = () => Date.now()
  }
}

function contentOf() {
  return { timeZone: 'Europe/Moscow', week: WEEK, exceptions: [], holidaySetIds: [] }
}

function inputOf(values: object = {}) {
  const names = { code: 'OFFICE', nameRu: 'Контора', nameEn: 'Office' }
  return { ...names, ...contentOf(), validFrom: null, ...values }
}

async function createEditor() {
  return createUser({ roles: ['service_level_manager'] })
}

async function russia() {
  return HolidaySet.findByOrFail('code', 'RU')
}

test.group('Editing calendars', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(stopTheClock)

  test('SLM-03 a calendar is made with its holidays and counts with them', async ({
    client,
    assert,
  }) => {
    const set = await russia()
    const answer = await client
      .post('/calendars')
      .loginAs(await createEditor())
      .withCsrfToken()
      .json(inputOf({ holidaySetIds: [set.id] }))
      .redirects(0)
    assert.equal(answer.header('location'), '/calendars/OFFICE')
    const calendar = await Calendar.findByOrFail('code', 'OFFICE')
    const time = await loadWorkingTime(calendar.id)
    const at = (text: string) => DateTime.fromISO(text, { zone: 'Europe/Moscow' }).toMillis()
    // The day before Unity Day is an hour shorter, the day itself is free.
    assert.equal(time.between(at('2026-11-03'), at('2026-11-05')), 480)
    const event = await db.from('audit_events').where('action', 'calendar.created').first()
    assert.equal(event.subject_id, calendar.id)
  })

  test('SLM-03 {field} is refused with a message on the field')
    .with([
      { field: 'week.0.0', values: { week: [[shift('18:00', '09:00')], [], [], [], [], [], []] } },
      { field: 'week.0.0', values: { week: [[shift('09:00', '24:01')], [], [], [], [], [], []] } },
      {
        field: 'week.1.1',
        values: {
          week: [[], [shift('09:00', '13:00'), shift('12:00', '18:00')], [], [], [], [], []],
        },
      },
      { field: 'week', values: { week: [[], []] } },
      { field: 'timeZone', values: { timeZone: 'Mars/Olympus' } },
      { field: 'timeZone', values: { timeZone: '+03:00' } },
      {
        field: 'exceptions.1.onDate',
        values: {
          exceptions: [
            { onDate: '2026-12-31', intervals: [], label: null },
            { onDate: '2026-12-31', intervals: OFFICE, label: null },
          ],
        },
      },
      { field: 'code', values: { code: 'two words' } },
      { field: 'nameRu', values: { nameRu: '' } },
      { field: 'holidaySetIds', values: { holidaySetIds: [999_999] } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const answer = await client
        .post('/calendars')
        .loginAs(await createEditor())
        .withCsrfToken()
        .json(inputOf(values))
        .accept('json')
      answer.assertStatus(422)
      assert.include(
        answer.body().errors.map((error: { field: string }) => error.field),
        field
      )
      assert.notMatch(answer.body().errors[0].message, /calendars\.|undefined/)
      assert.isNull(await Calendar.findBy('code', 'OFFICE'))
    })

  test('a code that another calendar has is refused', async ({ client, assert }) => {
    const { code } = await createCalendar()
    const answer = await client
      .post('/calendars')
      .loginAs(await createEditor())
      .withCsrfToken()
      .json(inputOf({ code: code.toLowerCase() }))
      .accept('json')
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].field, 'code')
  })

  test('SLM-08 a change is a new version, and the former one stays what it was', async ({
    client,
    assert,
  }) => {
    const calendar = await createCalendar({ code: 'OFFICE' })
    const first = await CalendarVersion.findByOrFail('calendarId', calendar.id)
    const answer = await client
      .put('/calendars/OFFICE')
      .loginAs(await createEditor())
      .withCsrfToken()
      .json(inputOf({ version: 1, week: [...WEEK.slice(0, 4), [], [], []] }))
      .redirects(0)
    answer.assertStatus(302)

    const key = (calendarVersion: number) => ({ calendarId: calendar.id, calendarVersion })
    const friday = ['2026-11-13T00:00:00Z', '2026-11-14T00:00:00Z'].map((text) => Date.parse(text))
    const worked = async (version: number) =>
      (await loadVersionTime(key(version))).between(friday[0]!, friday[1]!)
    assert.equal(await worked(1), 540)
    assert.equal(await worked(2), 0)
    const kept = await CalendarVersion.findOrFail(first.id)
    assert.equal(kept.digest, first.digest)
    assert.deepEqual(kept.week, first.week)
  })

  test('SLM-08 a new name alone is no new version', async ({ client, assert }) => {
    const calendar = await createCalendar({ code: 'OFFICE' })
    await client
      .put('/calendars/OFFICE')
      .loginAs(await createEditor())
      .withCsrfToken()
      .json(inputOf({ version: 1, nameEn: 'Headquarters' }))
      .redirects(0)
    await calendar.refresh()
    assert.equal(calendar.nameEn, 'Headquarters')
    assert.equal(calendar.version, 2)
    assert.lengthOf(await calendar.related('versions').query(), 1)
  })

  test('SLM-08 a change may begin on a day to come, in the calendar’s own zone', async ({
    client,
    assert,
  }) => {
    const calendar = await createCalendar({ code: 'OFFICE', timeZone: 'Asia/Vladivostok' })
    const editor = await createEditor()
    const change = { version: 1, timeZone: 'Asia/Vladivostok', week: [[], [], [], [], [], [], []] }
    const put = (validFrom: string) =>
      client
        .put('/calendars/OFFICE')
        .loginAs(editor)
        .withCsrfToken()
        .json(inputOf({ ...change, validFrom }))
        .accept('json')
        .redirects(0)
    const refused = await put('2026-11-10')
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'validFrom')

    await put('2026-12-01')
    const at = async (text: string) =>
      (await calendarVersionAt(calendar.id, DateTime.fromISO(text))).version
    assert.equal(await at('2026-11-30T13:59:59Z'), 1)
    assert.equal(await at('2026-11-30T14:00:00Z'), 2)
    assert.equal(await at('2020-01-01T00:00:00Z'), 1)

    const page = await client.get('/calendars/OFFICE').loginAs(editor).withInertia()
    assert.deepEqual(
      page.inertiaProps.versions.map(({ state }: { state: string }) => state),
      ['planned', 'current']
    )
  })

  test('SLM-08 a planned version is neither overtaken nor lost without a word', async ({
    client,
    assert,
  }) => {
    const calendar = await createCalendar({ code: 'OFFICE' })
    const editor = await createEditor()
    const closed = [[], [], [], [], [], [], []]
    const put = async (values: object) => {
      const { version } = await calendar.refresh()
      return client
        .put('/calendars/OFFICE')
        .loginAs(editor)
        .withCsrfToken()
        .json(inputOf({ version, week: closed, ...values }))
        .accept('json')
        .redirects(0)
    }
    const minutes = async (date: string) => {
      const at = DateTime.fromISO(`${date}T12:00:00Z`)
      const { version: calendarVersion } = await calendarVersionAt(calendar.id, at)
      const time = await loadVersionTime({ calendarId: calendar.id, calendarVersion })
      const monday = DateTime.fromISO('2027-02-01T00:00:00Z')
      return time.between(monday.toMillis(), monday.plus({ days: 1 }).toMillis())
    }
    const states = async () =>
      (await client.get('/calendars/OFFICE').loginAs(editor).withInertia()).inertiaProps.versions
        .map(({ state }: { state: string }) => state)
        .join()

    await put({ validFrom: '2026-12-01' })
    // A new name begins no plan.
    await put({ nameEn: 'Headquarters' })
    assert.lengthOf(await calendar.related('versions').query(), 2)

    const half = WEEK.map((day) => (day.length > 0 ? [shift('09:00', '12:00')] : []))
    const early = await put({ week: half })
    early.assertStatus(422)
    assert.equal(early.body().errors[0].field, 'validFrom')
    assert.include(early.body().errors[0].message, 'December 1, 2026')
    assert.lengthOf(await calendar.related('versions').query(), 2)
    assert.equal((await calendar.refresh()).nameEn, 'Headquarters')

    await put({ week: half, validFrom: '2026-12-01' })
    assert.deepEqual([await minutes('2026-11-30'), await minutes('2026-12-02')], [540, 180])
    assert.equal(await states(), 'planned,replaced,current')

    await put({ week: half, validFrom: '2027-01-01' })
    assert.deepEqual(
      [await minutes('2026-12-02'), await minutes('2026-12-31'), await minutes('2027-01-02')],
      [540, 540, 180]
    )
    const page = await client.get('/calendars/OFFICE/edit').loginAs(editor).withInertia()
    assert.equal(page.inertiaProps.planned, '2027-01-01')

    await put({ week: WEEK, validFrom: null, replacesPlan: true })
    assert.deepEqual([await minutes('2026-11-11'), await minutes('2027-01-02')], [540, 540])
    const after = await client.get('/calendars/OFFICE').loginAs(editor).withInertia()
    assert.isNull(after.inertiaProps.planned)
  })

  test('SLM-03, SLM-08 a holiday decreed while a version is planned counts before and after it begins', async ({
    client,
    assert,
  }) => {
    const set = await HolidaySet.create({
      ...{ code: 'OWN', nameRu: 'Свои', nameEn: 'Own', country: null, region: null },
      ...{ years: {}, version: 1 },
    })
    const calendar = await createCalendar({ code: 'OFFICE' })
    const editor = await createEditor()
    const put = async (values: object) => {
      const { version } = await calendar.refresh()
      const input = inputOf({ version, holidaySetIds: [set.id], ...values })
      const request = client.put('/calendars/OFFICE').loginAs(editor).withCsrfToken()
      return request.json(input).accept('json').redirects(0)
    }
    const minutes = async (knownAt: string, date: string) => {
      const at = DateTime.fromISO(`${knownAt}T12:00:00Z`)
      const { version: calendarVersion } = await calendarVersionAt(calendar.id, at)
      const time = await loadVersionTime({ calendarId: calendar.id, calendarVersion })
      const day = DateTime.fromISO(`${date}T00:00:00Z`)
      return time.between(day.toMillis(), day.plus({ days: 1 }).toMillis())
    }
    const decree = async (onDate: string) =>
      saveHoliday.handle({
        ...{
          actor: SYSTEM_ACTOR,
          holidaySetId: set.id,
          seenVersion: (await set.refresh()).version,
        },
        ...{ dayId: null, values: { ...{ onDate, kind: 'holiday', replacesOn: null }, ...NAMES } },
      })
    const half = WEEK.map((day) => (day.length > 0 ? [shift('09:00', '12:00')] : []))
    await put({})
    // The plan gives the set up; what is in force stands on it until then.
    await put({ week: half, validFrom: '2026-12-01', holidaySetIds: [] })
    await decree('2026-12-02')
    assert.equal(await minutes('2026-11-12', '2026-12-02'), 0)
    assert.equal(await minutes('2026-12-01', '2026-12-02'), 180)

    await put({ week: half, validFrom: '2026-12-01' })
    await decree('2026-12-03')
    assert.equal(await minutes('2026-11-12', '2026-12-03'), 0)
    assert.equal(await minutes('2026-11-12', '2026-12-04'), 540)
    assert.equal(await minutes('2026-12-01', '2026-12-03'), 0)
    assert.equal(await minutes('2026-12-01', '2026-12-04'), 180)
  })

  test('G-15 a stale save is refused and tells what changed', async ({ client, assert }) => {
    await createCalendar({ code: 'OFFICE' })
    const editor = await createEditor()
    const put = (nameEn: string) =>
      client
        .put('/calendars/OFFICE')
        .loginAs(editor)
        .withCsrfToken()
        .json(inputOf({ version: 1, nameEn }))
        .redirects(0)
    ;(await put('First')).assertStatus(302)
    const late = await put('Second')
    late.assertStatus(409)
    assert.equal(late.body().changes[0].fields[0].field, 'nameRu')
  })

  test('SLM-08 the draft answers year, due time, differences and open clocks', async ({
    client,
    assert,
  }) => {
    const { agreement } = await createDesk()
    const calendar = await Calendar.findOrFail(agreement.calendarId)
    const set = await russia()
    const answer = await client
      .post('/calendar-drafts')
      .loginAs(await createEditor())
      .withCsrfToken()
      .json({
        ...contentOf(),
        holidaySetIds: [set.id],
        exceptions: [{ onDate: '2026-11-14', intervals: OFFICE, label: 'Stocktaking' }],
        calendar: calendar.code,
        year: 2026,
        opened: '2026-11-13T17:40',
        minutes: 240,
      })
      .accept('json')
    answer.assertStatus(200)
    const { due, year, differences, openClocks } = answer.body()
    assert.equal(due.dueAt, '2026-11-14T12:40:00.000+03:00')
    assert.deepEqual(due.days, [
      { date: '2026-11-13', minutes: 20, isException: false },
      { date: '2026-11-14', minutes: 220, isException: true },
    ])
    const byDate = new Map(
      year.exceptions.map((each: { date: string }) => [each.date, each])
    ) as Map<string, { kind: string; setCode: string | null }>
    assert.include(byDate.get('2026-11-04'), { kind: 'holiday', setCode: 'RU' })
    assert.include(byDate.get('2026-11-03'), { kind: 'short_day' })
    assert.include(byDate.get('2026-11-14'), { kind: 'extra_day', setCode: null })
    assert.isAbove(differences.dates.length, 30)
    assert.equal(openClocks, 0)
    assert.deepEqual(year.unmaintained, [2027])
  })

  test('a draft that makes no sense is refused by field', async ({ client, assert }) => {
    const answer = await client
      .post('/calendar-drafts')
      .loginAs(await createEditor())
      .withCsrfToken()
      .json({
        ...contentOf(),
        ...{ week: [[shift('9', '18:00')], [], [], [], [], [], []], calendar: null },
        ...{ year: 2026, opened: null, minutes: null },
      })
      .accept('json')
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].field, 'week.0.0')
  })

  test('a calendar in use is switched off and not deleted', async ({ client, assert }) => {
    const { agreement } = await createDesk()
    const calendar = await Calendar.findOrFail(agreement.calendarId)
    const editor = await createEditor()
    const remove = (code: string, version: number) =>
      client.delete(`/calendars/${code}`).loginAs(editor).withCsrfToken().json({ version })
    const refused = await remove(calendar.code, 1).accept('json')
    refused.assertStatus(422)

    const path = `/calendars/${calendar.code}`
    await client
      .put(`${path}/activity`)
      .loginAs(editor)
      .withCsrfToken()
      .json({ version: 1, isActive: false })
      .redirects(0)
    await calendar.refresh()
    assert.isFalse(calendar.isActive)
    const offered = await client
      .get('/lookups/calendars')
      .qs({ q: calendar.code })
      .loginAs(editor)
      .accept('json')
    assert.isEmpty(offered.body().options)
    const page = await client.get(path).loginAs(editor).withInertia()
    const uses = new Map(
      page.inertiaProps.uses.map((use: { kind: string; count: number }) => [use.kind, use.count])
    )
    assert.equal(uses.get('agreements'), 1)
    assert.equal(uses.get('contracts'), 1)
    assert.deepEqual(
      page.inertiaProps.related.map((each: { titleKey: string }) => each.titleKey).sort(),
      ['contracts.title', 'sla.title']
    )

    const spare = await createCalendar()
    ;(await remove(spare.code, 1).redirects(0)).assertStatus(302)
    assert.isNull(await Calendar.find(spare.id))
    assert.isEmpty(await CalendarVersion.query().where('calendarId', spare.id))
  })

  test('T1 who may only look finds no doors to change', async ({ client, assert }) => {
    const calendar = await createCalendar()
    const reader = await createUser({ roles: ['agent_l1'] })
    const page = await client.get(`/calendars/${calendar.code}`).loginAs(reader).withInertia()
    assert.isFalse(page.inertiaProps.canEdit)
    const forbidden = await Promise.all([
      client.get('/calendars/new').loginAs(reader),
      client.get(`/calendars/${calendar.code}/edit`).loginAs(reader),
      client.put(`/calendars/${calendar.code}`).loginAs(reader).withCsrfToken().json({}),
      client.post('/calendar-drafts').loginAs(reader).withCsrfToken().json({}),
      client.post('/holiday-sets').loginAs(reader).withCsrfToken().json({}),
      client.post('/holiday-sets/RU/generation').loginAs(reader).withCsrfToken().json({}),
    ])
    for (const answer of forbidden) answer.assertStatus(403)
  })
})

test.group('Editing calendars at once', (group) => {
  group.each.setup(stopTheClock)

  test('G-15 of two saves of one version exactly one wins', async ({ assert, cleanup }) => {
    const calendar = await createCalendar()
    cleanup(async () => {
      const { withoutAuditTriggers } = await import('#tests/helpers/audit')
      await withoutAuditTriggers(
        () => db.from('audit_events').where('subject_type', 'calendar').delete(),
        ['delete']
      )
      await db.from('calendars').where('id', calendar.id).delete()
    })
    const { code, nameRu, timeZone, week } = calendar
    const save = (nameEn: string, day: [string, string][]) => {
      const values: CalendarValues = {
        ...{ code, nameRu, nameEn, timeZone, exceptions: [], holidaySetIds: [] },
        week: { ...week, '6': day },
      }
      const change = { calendarId: calendar.id, seenVersion: 1, validFrom: null, values }
      return saveCalendar.handle({ actor: SYSTEM_ACTOR, ...change })
    }
    const results = await Promise.allSettled([
      save('Left', [['10:00', '12:00']]),
      save('Right', [['12:00', '14:00']]),
    ])
    const refused = results.filter(({ status }) => status === 'rejected')
    assert.lengthOf(refused, 1)
    assert.instanceOf((refused[0] as PromiseRejectedResult).reason, StaleRecord)
    const versions = await calendar.related('versions').query()
    assert.deepEqual(
      versions.map(({ version }) => version),
      [2, 1]
    )
  })
})
