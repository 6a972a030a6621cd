import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import { filteredPeople, type PeopleFilter } from '#directory/queries/people_filter'
import type { Principal } from '#directory/queries/principal'

const COLUMNS = {
  name: 'people.display_name',
  email: 'people.email',
  organisation: 'organisations.name',
} as const

/** A page of the people one may see. */
export async function listPeople(principal: Principal, filter: PeopleFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'name')
  const { query, organisation } = await filteredPeople(principal, filter)
  void query
    .preload('organisation')
    .preload('site')
    .preload('department')
    .preload('phones')
    .orderBy(column, direction)
    .orderBy('people.id')
  return { list: await listPage(query, filter), sort, organisation }
}
