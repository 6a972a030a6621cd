import ConfigurationItem from '#cmdb/models/configuration_item'
import type { BaselineScope } from '#cmdb/models/baseline_types'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { classIdsOf } from '#cmdb/queries/item_list_query'
import { matchText } from '#cmdb/queries/match_text'
import { portions } from '#core/portions'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

const PER_READ = 500

/** Ids of the items a scope means that the principal sees, ascending. */
export async function scopeIds(scope: BaselineScope, principal: Principal): Promise<number[]> {
  if (scope.kind === 'filters') return filteredIds(scope, principal)
  const around = await neighbourhood(scope.itemId, scope.depth)
  return visibleIds([...around], principal)
}

/** Those of the items that are there and the principal sees. */
export async function visibleIds(ids: readonly number[], principal: Principal): Promise<number[]> {
  const found: number[] = []
  for (const some of portions(ids, PER_READ)) {
    const query = ConfigurationItem.visibleTo(principal)
      .whereIn('configuration_items.id', some)
      .select('configuration_items.id')
    found.push(...(await query.pojo<{ id: number }>()).map(({ id }) => id))
  }
  return found.sort((left, right) => left - right)
}

async function filteredIds(
  scope: Extract<BaselineScope, { kind: 'filters' }>,
  principal: Principal
): Promise<number[]> {
  const { q, ciClass, status, environment, organisationId, serviceId } = scope
  const query = ConfigurationItem.visibleTo(principal)
    .orderBy('configuration_items.id')
    .select('configuration_items.id')
  const equal = { status, environment, organisation_id: organisationId, service_id: serviceId }
  for (const [column, value] of Object.entries(equal)) {
    if (value !== null) void query.where(`configuration_items.${column}`, value)
  }
  if (ciClass !== null) {
    const classes = await ciClassTable()
    void query.whereIn('configuration_items.ci_class_id', classIdsOf(ciClass, classes))
  }
  if (q !== null) matchText(query, q)
  return (await query.pojo<{ id: number }>()).map(({ id }) => id)
}

/** An item and what is related to it, whatever the relation, so many relations away. */
async function neighbourhood(itemId: number, depth: number): Promise<Set<number>> {
  const found = new Set([itemId])
  let edge = [itemId]
  for (let level = 0; level < depth && edge.length > 0; level += 1) {
    const next = new Set<number>()
    for (const some of portions(edge, PER_READ)) {
      for (const id of await relatedTo(some)) {
        if (!found.has(id)) next.add(id)
      }
    }
    for (const id of next) found.add(id)
    edge = [...next]
  }
  return found
}

async function relatedTo(ids: number[]): Promise<number[]> {
  const [targets, sources] = [
    await db.from('ci_relations').whereIn('source_id', ids).select('target_id as id'),
    await db.from('ci_relations').whereIn('target_id', ids).select('source_id as id'),
  ]
  return [...targets, ...sources].map(({ id }) => Number(id))
}
