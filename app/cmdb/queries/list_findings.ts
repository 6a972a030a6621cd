import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import CiFinding from '#cmdb/models/ci_finding'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { FINDING_KINDS, FINDING_STATES } from '#cmdb/models/finding_types'
import { attributeField, attributeKeyOf } from '#cmdb/workflow/field_names'
import { listPage } from '#core/queries/list_page'
import { filterOf, listQuery, textOf } from '#core/queries/list_query'
import type { Principal } from '#directory/queries/principal'

/** A page of findings, the newest first; open ones unless another state is asked for. */
export async function listFindings(principal: Principal, query: Record<string, unknown>) {
  const filters = {
    kind: filterOf(query.kind, FINDING_KINDS),
    state: filterOf(query.state, FINDING_STATES) ?? ('open' as const),
    source: textOf(query.source)?.slice(0, 40) ?? null,
  }
  const found = CiFinding.visibleTo(principal).where('state', filters.state)
  if (filters.kind) void found.where('kind', filters.kind)
  if (filters.source) void found.where('sourceCode', filters.source)
  void found.preload('item').preload('organisation').orderBy('id', 'desc')
  const list = await listPage(found, { page: listQuery(query).page })
  return { list, filters, candidates: await candidatesOf(list.rows, principal) }
}

/** What the attributes are called that findings are about, by their fields. */
export async function attributeLabels(findings: readonly CiFinding[]) {
  const keys = findings.flatMap(({ field }) => (field && attributeKeyOf(field)) ?? [])
  if (keys.length === 0) return {}
  const found = await CiClassAttribute.query().whereIn('key', keys)
  return Object.fromEntries(
    found.map(({ key, labelRu, labelEn }) => [attributeField(key), { labelRu, labelEn }])
  )
}

export type Candidate = { number: string; name: string }

/** The items findings name, as far as one may see them. */
async function candidatesOf(findings: readonly CiFinding[], principal: Principal) {
  const ids = findings.flatMap(({ details }) => details.candidates ?? [])
  if (ids.length === 0) return new Map<number, Candidate>()
  const items = await ConfigurationItem.visibleTo(principal)
    .whereIn('configuration_items.id', [...new Set(ids)])
    .select('configuration_items.id', 'number', 'name')
  return new Map(items.map(({ id, number, name }) => [id, { number, name }]))
}
