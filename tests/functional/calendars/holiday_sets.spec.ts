import HolidaySet from '#calendars/models/holiday_set'
import { calendarVersionAt } from '#calendars/queries/calendar_versions'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import { libraryHolidays } from '#calendars/queries/holiday_library'
import { clock } from '#core/clock'
import { BERLIN_HOLIDAYS } from '#database/demo/service_levels/berlin_days'
import { syncHolidaySets } from '#database/reference/holiday_sets'
import { wrapInTransaction } from '#tests/helpers/database'
import { createCalendar } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'

async function createEditor() {
  return createUser({ roles: ['service_level_manager'] })
}

async function createSet() {
  return HolidaySet.create({
    ...{ code: 'OWN', nameRu: 'Свои', nameEn: 'Own', country: null, region: null },
    ...{ years: {}, version: 1 },
  })
}

/** A calendar that takes its holidays from the set. */
async function createUserOf(set: HolidaySet) {
  const calendar = await createCalendar()
  await db.table('calendar_holiday_sets').insert({
    ...{ calendar_id: calendar.id, holiday_set_id: set.id, position: 0 },
  })
  return calendar
}

const day = (onDate: string, values: object = {}) => ({
  ...{ onDate, kind: 'holiday', replacesOn: null, nameRu: 'День', nameEn: 'Day', version: 1 },
  ...values,
})

test.group('Holiday sets', (group) => {
  group.each.setup(wrapInTransaction)

  test('SLM-03 the production calendars are shipped with their decrees', async ({
    client,
    assert,
  }) => {
    const page = await client
      .get('/holiday-sets/RU')
      .loginAs(await createEditor())
      .withInertia()
    const { years, days } = page.inertiaProps.set
    assert.deepEqual(
      years.map(({ year, source }: { year: number; source: string }) => [year, source]),
      [
        [2024, 'decree'],
        [2025, 'decree'],
        [2026, 'decree'],
      ]
    )
    assert.match(years[2].note, /№ 1466/)
    const dates = days.map(({ onDate }: { onDate: string }) => onDate)
    assert.includeMembers(dates, ['2026-01-09', '2026-12-31', '2024-04-27'])
  })

  test('SLM-03 an upgrade adds years that are missing and leaves changed ones', async ({
    assert,
  }) => {
    const set = await HolidaySet.findByOrFail('code', 'RU')
    const years = Object.entries(set.years).filter(([year]) => year !== '2026')
    await set.merge({ years: Object.fromEntries(years) }).save()
    await set.related('days').query().where('on_date', 'like', '2026%').delete()
    await set.related('days').query().where('on_date', '2025-12-31').delete()
    const calendar = await createUserOf(set)
    await syncHolidaySets()
    await set.refresh()
    assert.property(set.years, '2026')
    const days = await set.related('days').query()
    const dates = days.map(({ onDate }) => onDate)
    assert.include(dates, '2026-12-31')
    assert.notInclude(dates, '2025-12-31')
    assert.equal((await calendarVersionAt(calendar.id, clock.now())).version, 2)
  })

  test('SLM-08 a day added gives the calendars of the set a new version', async ({
    client,
    assert,
  }) => {
    const set = await createSet()
    const calendar = await createUserOf(set)
    const other = await createCalendar()
    await client
      .post('/holiday-sets/OWN/days')
      .loginAs(await createEditor())
      .withCsrfToken()
      .json(day('2026-11-25'))
      .redirects(0)
    const zone = { zone: 'Europe/Moscow' }
    const span = ['2026-11-25', '2026-11-26'].map((at) => DateTime.fromISO(at, zone).toMillis())
    assert.equal((await loadWorkingTime(calendar.id)).between(span[0]!, span[1]!), 0)
    assert.equal((await loadWorkingTime(other.id)).between(span[0]!, span[1]!), 540)
    const version = async (id: number) => (await calendarVersionAt(id, clock.now())).version
    assert.equal(await version(calendar.id), 2)
    assert.equal(await version(other.id), 1)
    const actions = await db.from('audit_events').orderBy('id').select('action')
    assert.includeMembers(
      actions.map(({ action }) => action),
      ['holiday_set.day_added', 'calendar.holidays_changed']
    )
  })

  test('a day is changed, taken out, and refused when the date is taken', async ({
    client,
    assert,
  }) => {
    const set = await createSet()
    const editor = await createEditor()
    const send = (method: 'post' | 'put' | 'delete', path: string, body: object) =>
      client[method](`/holiday-sets/OWN/days${path}`)
        .loginAs(editor)
        .withCsrfToken()
        .json(body)
        .accept('json')
        .redirects(0)
    await send('post', '', day('2026-05-01'))
    await send('post', '', day('2026-05-02', { version: 2 }))
    const twice = await send('post', '', day('2026-05-01', { version: 3 }))
    twice.assertStatus(422)
    assert.equal(twice.body().errors[0].field, 'onDate')
    const wrong = await send('post', '', day('2026-02-30', { version: 3 }))
    assert.equal(wrong.body().errors[0].field, 'onDate')

    const [first] = await set.related('days').query()
    await send('put', `/${first!.id}`, day('2026-05-01', { version: 3, kind: 'short_day' }))
    await first!.refresh()
    assert.equal(first!.kind, 'short_day')
    ;(await send('put', `/${first!.id}`, day('2026-05-01', { version: 3 }))).assertStatus(409)
    await send('delete', `/${first!.id}`, { version: 4 })
    assert.lengthOf(await set.related('days').query(), 1)

    const foreign = await HolidaySet.findByOrFail('code', 'RU')
    const [day2] = await foreign.related('days').query()
    ;(await send('delete', `/${day2!.id}`, { version: 5 })).assertStatus(404)
  })

  test('SLM-03 years come out of the library for a country and its part', async ({
    client,
    assert,
  }) => {
    const set = await createSet()
    const editor = await createEditor()
    const generate = (values: object) =>
      client
        .post('/holiday-sets/OWN/generation')
        .loginAs(editor)
        .withCsrfToken()
        .json({ country: 'DE', region: 'BE', years: [2026], withBankDays: false, ...values })
        .accept('json')
        .redirects(0)
    ;(await generate({ version: 1 })).assertStatus(302)
    await set.refresh()
    assert.deepEqual(Object.keys(set.years), ['2026'])
    assert.equal(set.years['2026']!.note, 'date-holidays: DE-BE')
    const days = await set.related('days').query()
    assert.include(
      days.map(({ onDate }) => onDate),
      '2026-04-03'
    )
    ;(await generate({ version: 2, country: 'XX' })).assertStatus(422)
    ;(await generate({ version: 2, region: 'QQ' })).assertStatus(422)
    // The same year again replaces it.
    ;(await generate({ version: 2, region: 'BY' })).assertStatus(302)
    const again = await set.related('days').query()
    assert.include(
      again.map(({ onDate }) => onDate),
      '2026-01-06'
    )
    const choices = await client
      .get('/holiday-library')
      .qs({ country: 'DE' })
      .loginAs(editor)
      .accept('json')
    assert.isAbove(choices.body().countries.length, 150)
    assert.lengthOf(choices.body().regions, 16)
  })

  test('the story of the demonstration knows the library’s days of Berlin', async ({ assert }) => {
    const wanted = { country: 'DE', region: 'BE', years: [2025, 2026, 2027], withBankDays: false }
    const days = await libraryHolidays(wanted)
    assert.deepEqual(
      days.map(({ onDate }) => onDate),
      BERLIN_HOLIDAYS
    )
  })

  test('a file is shown first, and taken over only as a whole', async ({ client, assert }) => {
    const set = await createSet()
    const editor = await createEditor()
    const send = (path: string, body: object) =>
      client
        .post(`/holiday-sets/OWN/${path}`)
        .loginAs(editor)
        .withCsrfToken()
        .json({ fileName: 'days.csv', ...body })
        .accept('json')
        .redirects(0)
    const broken = '2027-01-01,holiday,New Year\n2027-13-01,holiday,Never'
    const preview = await send('file-preview', { text: broken })
    assert.lengthOf(preview.body().days, 1)
    assert.deepEqual(preview.body().problems, [{ line: 2, code: 'bad_date', value: '2027-13-01' }])
    ;(await send('file', { text: broken, version: 1 })).assertStatus(422)
    assert.isEmpty(await set.related('days').query())

    const sound = '2027-01-01,holiday,New Year\n2028-01-01,holiday,New Year'
    ;(await send('file', { text: sound, version: 1 })).assertStatus(302)
    await set.refresh()
    assert.deepEqual(set.years['2028'], { source: 'file', note: 'days.csv' })
    assert.lengthOf(await set.related('days').query(), 2)
  })

  test('a set is renamed; deleted only when no calendar uses it', async ({ client, assert }) => {
    const set = await createSet()
    const calendar = await createUserOf(set)
    const editor = await createEditor()
    const names = { code: 'OWN', nameRu: 'Свои дни', nameEn: 'Own days' }
    await client
      .put('/holiday-sets/OWN')
      .loginAs(editor)
      .withCsrfToken()
      .json({ ...names, version: 1 })
      .redirects(0)
    await set.refresh()
    assert.equal(set.nameEn, 'Own days')
    const remove = () =>
      client
        .delete('/holiday-sets/OWN')
        .loginAs(editor)
        .withCsrfToken()
        .json({ version: 2 })
        .accept('json')
        .redirects(0)
    const refused = await remove()
    refused.assertStatus(422)
    assert.include(refused.body().errors[0].message, calendar.code)
    await db.from('calendar_holiday_sets').where('calendar_id', calendar.id).delete()
    ;(await remove()).assertStatus(302)
    assert.isNull(await HolidaySet.find(set.id))
  })
})
