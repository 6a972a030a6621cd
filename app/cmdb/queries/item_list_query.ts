import ConfigurationItem from '#cmdb/models/configuration_item'
import { CI_CLASS_GROUPS, CI_STATUSES, type CiStatus } from '#cmdb/models/ci_types'
import type { CiClassFacts, ListedClass } from '#cmdb/queries/ci_class_table'
import { classSchema } from '#cmdb/queries/class_schema'
import { matchText } from '#cmdb/queries/match_text'
import { readCondition, whereAttributes, type IndexCondition } from '#cmdb/queries/where_attribute'
import { whereItemField } from '#cmdb/queries/where_item_field'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { branchOf } from '#cmdb/workflow/class_tree'
import { ATTRIBUTE_FIELD, readConditions, type ListCondition } from '#cmdb/workflow/list_conditions'
import { Refusal } from '#core/errors'
import { commaTextOf, filterOf, listQuery, textOf } from '#core/queries/list_query'
import type { Principal } from '#directory/queries/principal'

export const ARCHIVE_FILTERS = ['with', 'only'] as const
export type ArchiveFilter = (typeof ARCHIVE_FILTERS)[number]

export type ItemFilters = {
  q: string | null
  /** A class code, or `group.<group>` for all classes of a group. */
  ciClass: string | null
  status: CiStatus | null
  /** Whether the archive is shown too, or alone; null leaves it out (CFG-04). */
  archived: ArchiveFilter | null
}

/** A condition of the address; `problem` is a key of the catalogue when it narrows nothing. */
export type AppliedCondition = ListCondition & { problem: string | null }

/** What an address asks of the list, before order and page. */
export type ItemListQuery = {
  query: ReturnType<typeof ConfigurationItem.visibleTo>
  filters: ItemFilters
  conditions: AppliedCondition[]
  /** Of the chosen class; of the base class when none is chosen. */
  attributes: readonly AttributeDefinition[]
  /** No more items are left than a list counts. */
  isShort: boolean
}

const GROUP_PREFIX = 'group.'
const BASE_CLASS = 'ci'

/** The items a person may see, as far as the address narrows them. */
export async function itemListQuery(
  principal: Principal,
  address: Record<string, unknown>,
  classes: readonly ListedClass[]
): Promise<ItemListQuery> {
  const filters: ItemFilters = {
    q: listQuery(address).q,
    ciClass: textOf(address.class),
    status: filterOf(address.status, CI_STATUSES),
    archived: filterOf(address.archived, ARCHIVE_FILTERS),
  }
  const query = ConfigurationItem.visibleTo(principal)
  if (filters.status) void query.where('configuration_items.status', filters.status)
  if (filters.archived === null) void query.whereNull('configuration_items.archived_at')
  if (filters.archived === 'only') void query.whereNotNull('configuration_items.archived_at')
  if (filters.ciClass) {
    void query.whereIn('configuration_items.ci_class_id', classIdsOf(filters.ciClass, classes))
  }
  if (filters.q) matchText(query, filters.q)

  const attributes = await attributesOf(filters.ciClass, classes)
  const asked = readConditions(commaTextOf(address.where))
  const conditions: AppliedCondition[] = []
  const indexed: IndexCondition[] = []
  for (const condition of asked) {
    conditions.push({ ...condition, problem: apply(query, condition, attributes, indexed) })
  }
  const isShort = await whereAttributes(query as never, indexed)
  return { query, filters, conditions, attributes, isShort }
}

/** Ids behind a filter of classes: `group.<group>`, or a class code, which means its subclasses, too. */
export function classIdsOf(wanted: string, classes: readonly CiClassFacts[]): number[] {
  const group = CI_CLASS_GROUPS.find((each) => wanted === `${GROUP_PREFIX}${each}`)
  if (group) return classes.filter((each) => each.group === group).map(({ id }) => id)
  const asked = classes.find(({ code }) => code === wanted)
  return asked ? branchOf([...classes], asked.id) : []
}

async function attributesOf(
  classCode: string | null,
  classes: readonly ListedClass[]
): Promise<readonly AttributeDefinition[]> {
  const asked = classes.find(({ code }) => code === classCode)
  const ciClass = asked ?? classes.find(({ code }) => code === BASE_CLASS)
  if (!ciClass) return []
  const { definitions } = await classSchema(ciClass)
  return definitions.filter(({ isRetired }) => !isRetired)
}

/**
 * Narrows by a field of the items, or adds to what the side index is to be `asked`. A value that does
 * not fit finds nothing: showing everything would look like an answer.
 */
function apply(
  query: ItemListQuery['query'],
  condition: ListCondition,
  attributes: readonly AttributeDefinition[],
  asked: IndexCondition[]
): string | null {
  const { field, operator, value } = condition
  if (!field.startsWith(ATTRIBUTE_FIELD)) {
    return whereItemField(query, condition) ? null : 'cmdb.list.unknown_field'
  }
  const attribute = attributes.find(({ key }) => key === field.slice(ATTRIBUTE_FIELD.length))
  if (!attribute) return 'cmdb.list.unknown_field'
  try {
    asked.push(readCondition({ attribute, operator, value }))
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    void query.whereRaw('1 = 0')
    return error.messageKey
  }
}
