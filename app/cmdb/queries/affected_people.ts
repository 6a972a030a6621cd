import type { Affected, Consequence } from '#cmdb/queries/impact_consequences'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { clock } from '#core/clock'
import { portions } from '#core/portions'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

const PERSON_TYPE = 'used_by_person'
const CHUNK = 1_000
const LISTED = 5

/**
 * Who uses what is down or degraded: the distinct ends of `used_by_person` (domain 4.3), without
 * those the question leaves out.
 */
export async function affectedPeople(
  { itemIds, sparedIds }: Affected,
  principal: Principal
): Promise<Omit<Consequence, 'key'> | null> {
  const users = await usersOf(itemIds)
  for (const id of sparedIds) users.delete(id)
  if (users.size === 0) return null
  const seen = await visibleOf([...users], principal)
  return {
    titleKey: 'cmdb.consequences.people',
    ...{ total: users.size, hidden: users.size - seen.count },
    rows: seen.first.map(({ number, name }) => ({
      ...{ label: name, href: `/configuration-items/${number}` },
      ...{ meta: null, at: null, tone: 'neutral' as const },
    })),
    minutes: null,
  }
}

/** How many may be seen, and the first by name. */
async function visibleOf(ids: readonly number[], principal: Principal) {
  const first: ConfigurationItem[] = []
  let count = 0
  for (const portion of portions(ids, CHUNK)) {
    const some = () =>
      ConfigurationItem.visibleTo(principal).whereIn('configuration_items.id', portion)
    const [counted] = await some().count('* as total')
    count += Number(counted!.$extras.total)
    const byName = some().orderBy('configuration_items.name').limit(LISTED)
    first.push(...(await byName.select('configuration_items.number', 'configuration_items.name')))
  }
  first.sort((a, b) => a.name.localeCompare(b.name))
  return { count, first: first.slice(0, LISTED) }
}

async function usersOf(itemIds: readonly number[]): Promise<Set<number>> {
  const users = new Set<number>()
  const today = clock.today('utc')
  for (const some of portions(itemIds, CHUNK)) {
    const rows: { target_id: number }[] = await db
      .from('ci_relations')
      .join('relation_types', 'relation_types.id', 'ci_relations.relation_type_id')
      .where('relation_types.code', PERSON_TYPE)
      .whereIn('ci_relations.source_id', some)
      .where((query) => void query.whereNull('valid_from').orWhere('valid_from', '<=', today))
      .where((query) => void query.whereNull('valid_to').orWhere('valid_to', '>=', today))
      .select('ci_relations.target_id')
    for (const { target_id: id } of rows) users.add(id)
  }
  return users
}
