import HolidaySet from '#calendars/models/holiday_set'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'

const SEARCHED = ['holiday_sets.name_ru', 'holiday_sets.name_en', 'holiday_sets.code']

/** A page of holiday sets with the number of their days and of the calendars that use them. */
export async function listHolidaySets(principal: Principal, filter: ListQuery) {
  const columns = {
    name: principal.locale === 'ru' ? 'holiday_sets.name_ru' : 'holiday_sets.name_en',
    code: 'holiday_sets.code',
  }
  const { sort, column, direction } = listOrder(filter.sort, columns, 'name')
  const query = whereWords(HolidaySet.visibleTo(principal), filter.q, SEARCHED)
    .withCount('days')
    .withCount('calendars')
    .orderBy(column, direction)
    .orderBy('holiday_sets.id')
  return { list: await listPage(query, filter), sort }
}

/** A set one may see, with its days and the calendars that use it. */
export async function findHolidaySet(principal: Principal, code: string): Promise<HolidaySet> {
  return HolidaySet.visibleTo(principal)
    .where('code', code)
    .preload('days')
    .preload('calendars', (calendars) => void calendars.orderBy('code'))
    .firstOrFail()
}

/** All sets for the choice of a form. */
export async function holidaySetChoices(principal: Principal): Promise<HolidaySet[]> {
  return HolidaySet.visibleTo(principal).orderBy('code')
}
