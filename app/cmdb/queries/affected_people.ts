import type { Affected, Consequence } from '#cmdb/queries/impact_consequences'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

const PERSON_TYPE = 'used_by_person'
const CHUNK = 1_000
const LISTED = 5

/** Who uses what is down or degraded: the distinct ends of `used_by_person` (domain 4.3). */
export async function affectedPeople(
  { itemIds }: Affected,
  principal: Principal
): Promise<Omit<Consequence, 'key'> | null> {
  const users = await usersOf(itemIds)
  if (users.size === 0) return null
  const ids = [...users].slice(0, CHUNK)
  const seen = await ConfigurationItem.visibleTo(principal)
    .whereIn('configuration_items.id', ids)
    .orderBy('configuration_items.name')
    .select('number', 'name')
  return {
    titleKey: 'cmdb.consequences.people',
    total: users.size,
    hidden: users.size > CHUNK ? 0 : users.size - seen.length,
    rows: seen.slice(0, LISTED).map(({ number, name }) => ({
      ...{ label: name, href: `/configuration-items/${number}` },
      ...{ meta: null, at: null, tone: 'neutral' as const },
    })),
    minutes: null,
  }
}

async function usersOf(itemIds: readonly number[]): Promise<Set<number>> {
  const users = new Set<number>()
  for (let at = 0; at < itemIds.length; at += CHUNK) {
    const rows: { target_id: number }[] = await db
      .from('ci_relations')
      .join('relation_types', 'relation_types.id', 'ci_relations.relation_type_id')
      .where('relation_types.code', PERSON_TYPE)
      .whereIn('ci_relations.source_id', itemIds.slice(at, at + CHUNK))
      .select('ci_relations.target_id')
    for (const { target_id: id } of rows) users.add(id)
  }
  return users
}
