import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Calendar from '#calendars/models/calendar'
import type { Principal } from '#directory/queries/principal'

const SEARCHED = ['calendars.name_ru', 'calendars.name_en', 'calendars.code', 'calendars.time_zone']

export const CALENDAR_STATES = ['active', 'inactive'] as const
export type CalendarFilter = ListQuery & { state: (typeof CALENDAR_STATES)[number] | null }

/** A page of calendars with the number of their own exceptions and their holiday sets. */
export async function listCalendars(principal: Principal, filter: CalendarFilter) {
  const columns = {
    name: principal.locale === 'ru' ? 'calendars.name_ru' : 'calendars.name_en',
    code: 'calendars.code',
    timeZone: 'calendars.time_zone',
  }
  const { sort, column, direction } = listOrder(filter.sort, columns, 'name')
  const query = whereWords(Calendar.visibleTo(principal), filter.q, SEARCHED)
    .withCount('exceptions')
    .preload('holidaySets')
    .orderBy(column, direction)
    .orderBy('calendars.id')
  if (filter.state) void query.where('calendars.is_active', filter.state === 'active')
  return { list: await listPage(query, filter), sort }
}
