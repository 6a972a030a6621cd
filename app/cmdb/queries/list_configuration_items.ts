import type { ListedClass } from '#cmdb/queries/ci_class_table'
import { itemListQuery, type ItemListQuery } from '#cmdb/queries/item_list_query'
import { namedValues } from '#cmdb/queries/item_attributes'
import { holdsSeveral, type AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { LIST_COLUMNS, USUAL_COLUMNS } from '#cmdb/workflow/item_fields'
import { ATTRIBUTE_FIELD } from '#cmdb/workflow/list_conditions'
import { listPage } from '#core/queries/list_page'
import { listOrder } from '#core/queries/list_order'
import { commaTextOf, listQuery } from '#core/queries/list_query'
import type { Principal } from '#directory/queries/principal'

type Address = Record<string, unknown>
const MOST_COLUMNS = 20

/** A page of the items a person may see; the address is the state of the list. */
export async function listConfigurationItems(
  principal: Principal,
  address: Address,
  classes: readonly ListedClass[]
) {
  const asked = await itemListQuery(principal, address, classes)
  const columns = columnsOf(commaTextOf(address.columns), asked.attributes)
  const { sort, query } = orderItems(asked, listQuery(address).sort, principal.locale)
  loadNames(query, columns)
  const paging = { page: listQuery(address).page, isShort: asked.isShort }
  const items = await listPage(query, paging)
  const shown = asked.attributes.filter(({ key }) => columns.includes(`${ATTRIBUTE_FIELD}${key}`))
  const nameOf = await namedValues(items.rows, shown, principal)
  return { ...asked, items, sort, columns, shown, nameOf }
}

/** Longer lists are narrowed first: a workbook of more is of no use to anybody. */
const MOST_ROWS = 20_000

/** All items of an address at once, for a file; a page of it means nothing. */
export async function wholeItemList(
  principal: Principal,
  address: Address,
  classes: readonly ListedClass[]
) {
  const asked = await itemListQuery(principal, address, classes)
  const columns = columnsOf(commaTextOf(address.columns), asked.attributes)
  const { query } = orderItems(asked, listQuery(address).sort, principal.locale)
  loadNames(query, columns)
  const rows = await query.limit(MOST_ROWS)
  const shown = asked.attributes.filter(({ key }) => columns.includes(`${ATTRIBUTE_FIELD}${key}`))
  return { rows, columns, shown, nameOf: await namedValues(rows, shown, principal) }
}

/** Columns the address asks for, as far as there are such; the name is always there. */
export function columnsOf(
  text: string | null,
  attributes: readonly AttributeDefinition[]
): string[] {
  const known = [
    ...LIST_COLUMNS,
    ...attributes.map(({ key }) => `${ATTRIBUTE_FIELD}${key}`),
  ] as string[]
  const wanted = [...new Set(text?.split(','))].filter((key) => known.includes(key))
  if (wanted.length === 0) return [...USUAL_COLUMNS]
  return (wanted.includes('name') ? wanted : ['name', ...wanted]).slice(0, MOST_COLUMNS)
}

/** Only what a column shows is read beside the items. */
export function loadNames(query: ItemListQuery['query'], columns: readonly string[]) {
  void query.preload('ciClass').preload('organisation')
  if (columns.includes('site')) void query.preload('site')
  if (columns.includes('team')) void query.preload('supportTeam')
  if (columns.includes('change_team')) void query.preload('changeTeam')
  if (columns.includes('owner')) void query.preload('owner')
  if (columns.includes('service')) void query.preload('service')
}

const OWN_COLUMNS = {
  ...{ name: 'name', number: 'number', status: 'status', environment: 'environment' },
  ...{ criticality: 'criticality', vendor: 'vendor', model: 'model', serial: 'serial_number' },
  ...{
    ip: 'ip_address',
    created: 'created_at',
    updated: 'updated_at',
    operational: 'operational_state',
  },
}
/** Other tables by whose names the list is sorted: table, key in the items' table, column. */
const JOINED: Record<string, [table: string, key: string, column: string]> = {
  class: ['ci_classes', 'ci_class_id', 'label_en'],
  organisation: ['organisations', 'organisation_id', 'name'],
  site: ['sites', 'site_id', 'name'],
  team: ['teams', 'support_team_id', 'name'],
  change_team: ['teams', 'change_team_id', 'name'],
  owner: ['people', 'owner_person_id', 'display_name'],
}
const INDEX_COLUMNS = { string: 'string_value', number: 'number_value', date: 'date_value' }

/** Sorts by a field, by the name of a record the item names, or by an attribute's side index. */
export function orderItems(
  { query, attributes }: Pick<ItemListQuery, 'query' | 'attributes'>,
  given: string | undefined,
  locale: 'ru' | 'en'
) {
  const byKey = new Map(
    attributes.filter(isSortable).map((each) => [`${ATTRIBUTE_FIELD}${each.key}`, each])
  )
  const known: Record<string, string> = {
    ...Object.fromEntries(
      Object.entries(OWN_COLUMNS).map(([key, column]) => [key, `configuration_items.${column}`])
    ),
    ...Object.fromEntries(
      Object.entries(JOINED).map(([key, [table, , column]]) => [key, `${table}.${column}`])
    ),
    ...Object.fromEntries([...byKey].map(([key, each]) => [key, `sorted.${indexColumn(each)}`])),
    class: `ci_classes.label_${locale}`,
  }
  const { sort, column, direction } = listOrder(given, known, 'name')
  const key = sort.replace(/^-/, '')
  const joined = JOINED[key]
  const attribute = byKey.get(key)
  void query.select('configuration_items.*')
  if (joined) {
    void query.leftJoin(joined[0], `${joined[0]}.id`, `configuration_items.${joined[1]}`)
  }
  if (attribute) {
    void query.joinRaw(
      'left join ci_attribute_values as sorted on sorted.item_id = configuration_items.id and sorted.attribute_id = ?',
      [attribute.id]
    )
  }
  void query.orderBy(column!, direction).orderBy('configuration_items.id')
  return { sort, query }
}

/** A choice of several has no place in an order; records would come in that of their ids. */
export function isSortable(definition: AttributeDefinition): boolean {
  const { type, indexState } = definition
  if (indexState !== 'ready' || holdsSeveral(definition)) return false
  return !['reference', 'user'].includes(type)
}

function indexColumn({ type }: AttributeDefinition): string {
  if (type === 'date' || type === 'datetime') return INDEX_COLUMNS.date
  return ['int', 'decimal', 'money'].includes(type) ? INDEX_COLUMNS.number : INDEX_COLUMNS.string
}
