import { putHolidays } from '#calendars/actions/put_holidays'
import HolidaySet from '#calendars/models/holiday_set'
import { SYSTEM_ACTOR } from '#core/actor'
import { toSqlUtc } from '#core/columns'
import { clock } from '#core/clock'
import { RUSSIA, RUSSIAN_YEARS } from '#database/reference/holidays/russia'
import db from '@adonisjs/lucid/services/db'

/**
 * Adds the production calendars that are missing: the set when there is none, and years it does not
 * know. What an administrator changed in a known year stays. A new year gives the calendars that use
 * the set a new version.
 */
export async function syncHolidaySets() {
  const known = await HolidaySet.findBy('code', RUSSIA.code)
  if (!known) return create()
  for (const { year, note, days } of RUSSIAN_YEARS) {
    if (String(year) in known.years) continue
    const put = { years: [year], source: 'decree' as const, note, days }
    await putHolidays.handle({ actor: SYSTEM_ACTOR, holidaySetId: known.id, ...put })
  }
}

async function create() {
  const now = toSqlUtc(clock.now())
  await db.table('holiday_sets').insert({
    code: RUSSIA.code,
    name_ru: RUSSIA.nameRu,
    name_en: RUSSIA.nameEn,
    country: RUSSIA.country,
    region: RUSSIA.region,
    years: JSON.stringify(
      Object.fromEntries(RUSSIAN_YEARS.map(({ year, note }) => [year, { source: 'decree', note }]))
    ),
    version: 1,
    created_at: now,
    updated_at: now,
  })
  const set = await HolidaySet.findByOrFail('code', RUSSIA.code)
  const rows = RUSSIAN_YEARS.flatMap(({ days }) => days).map((day) => ({
    holiday_set_id: set.id,
    on_date: day.onDate,
    kind: day.kind,
    replaces_on: day.replacesOn,
    name_ru: day.nameRu,
    name_en: day.nameEn,
  }))
  await db.table('holiday_set_days').multiInsert(rows)
}
