import { CI_CLASS_GROUPS, CI_STATUSES, type CiStatus } from '#cmdb/models/ci_types'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type { CiClassFacts } from '#cmdb/queries/ci_class_table'
import { matchText } from '#cmdb/queries/match_text'
import { branchOf } from '#cmdb/workflow/class_tree'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import { filterOf, listQuery, textOf } from '#core/queries/list_query'
import type { Principal } from '#directory/queries/principal'

export type ItemFilters = {
  q: string | null
  /** A class code, or `group.<group>` for all classes of a group. */
  ciClass: string | null
  status: CiStatus | null
}

const GROUP_PREFIX = 'group.'
const SORT_COLUMNS = {
  name: 'configuration_items.name',
  number: 'configuration_items.number',
  class: 'ci_classes.label_en',
  organisation: 'organisations.name',
}

/** A page of the items a person may see; the address is the state of the list. */
export async function listConfigurationItems(
  principal: Principal,
  address: Record<string, unknown>,
  classes: CiClassFacts[]
) {
  const { q, sort: given, page } = listQuery(address)
  const filters: ItemFilters = {
    q,
    ciClass: textOf(address.class),
    status: filterOf(address.status, CI_STATUSES),
  }
  const columns = { ...SORT_COLUMNS, class: `ci_classes.label_${principal.locale}` }
  const { sort, column, direction } = listOrder(given, columns, 'name')

  const query = ConfigurationItem.visibleTo(principal)
    .select('configuration_items.*')
    .preload('ciClass')
    .preload('organisation')
    .orderBy(column, direction)
    .orderBy('configuration_items.id')
  if (column.startsWith('ci_classes')) {
    void query.join('ci_classes', 'ci_classes.id', 'configuration_items.ci_class_id')
  }
  if (column.startsWith('organisations')) {
    void query.join('organisations', 'organisations.id', 'configuration_items.organisation_id')
  }
  if (filters.status) void query.where('configuration_items.status', filters.status)
  if (filters.ciClass) {
    void query.whereIn('configuration_items.ci_class_id', classIdsOf(filters.ciClass, classes))
  }
  if (filters.q) matchText(query, filters.q)

  return { items: await listPage(query, { page }), sort, filters }
}

/** Ids behind a filter of classes: `group.<group>`, or a class code, which means its subclasses, too. */
export function classIdsOf(wanted: string, classes: readonly CiClassFacts[]): number[] {
  const group = CI_CLASS_GROUPS.find((each) => wanted === `${GROUP_PREFIX}${each}`)
  if (group) return classes.filter((each) => each.group === group).map(({ id }) => id)
  const asked = classes.find(({ code }) => code === wanted)
  return asked ? branchOf(classes, asked.id) : []
}
