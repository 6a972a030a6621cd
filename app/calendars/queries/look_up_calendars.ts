import Calendar from '#calendars/models/calendar'
import { inLanguage } from '#core/in_language'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'

const SHOWN = 20
const SEARCHED = ['calendars.name_ru', 'calendars.name_en', 'calendars.code', 'calendars.time_zone']

/** Active calendars for the lookup of a form. */
export async function lookUpCalendars(principal: Principal, term: string | null) {
  const calendars = await whereWords(Calendar.visibleTo(principal), term, SEARCHED)
    .where('isActive', true)
    .orderBy(principal.locale === 'ru' ? 'name_ru' : 'name_en')
    .limit(SHOWN)
  return calendars.map(({ id, code, nameRu, nameEn, timeZone }) => ({
    value: id,
    label: inLanguage(principal.locale, nameRu, nameEn),
    description: `${code} · ${timeZone}`,
  }))
}
