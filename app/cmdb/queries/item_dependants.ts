import { GONE } from '#cmdb/queries/items_in_use_of'
import { clock } from '#core/clock'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** An item in use that would suffer if the item it needs went. */
export type Dependant = { id: number; number: string; name: string; organisationId: number }
export type StoodService = { code: string; nameRu: string; nameEn: string | null }
/** What keeps an item from being retired (domain §4.6). */
export type ItemDependants = { items: Dependant[]; services: StoodService[] }

const PER_READ = 400
const FLOW = 'coalesce(ci_relations.propagates, relation_types.impact_flow)'
/** Where a failure goes, which end has it first, and which end suffers. */
const WAYS = [
  { flow: 'target_to_source', needed: 'target_id', consumer: 'source_id' },
  { flow: 'source_to_target', needed: 'source_id', consumer: 'target_id' },
] as const

/**
 * Items in use that need these by a relation in force today, and live services these stand for, by
 * item id. Items that nothing needs are left out. `asOfNow` reads what others committed since the
 * transaction began: for one that locked the items late.
 */
export async function itemDependants(
  ids: readonly number[],
  client: QueryClientContract = db.connection(),
  { asOfNow = false } = {}
): Promise<Map<number, ItemDependants>> {
  const found = new Map<number, ItemDependants>()
  const of = (id: number) => {
    const known = found.get(id) ?? { items: [], services: [] }
    found.set(id, known)
    return known
  }
  for (const some of portions(ids, PER_READ)) {
    for (const way of WAYS) {
      for (const { neededId, ...item } of await consumersOf(client, some, { ...way, asOfNow })) {
        const { items } = of(neededId)
        if (!items.some(({ id }) => id === item.id)) items.push(item)
      }
    }
    for (const { itemId, ...service } of await liveServices(client, some)) {
      of(itemId).services.push(service)
    }
  }
  return found
}

type Consumer = Dependant & { neededId: number }

async function consumersOf(
  client: QueryClientContract,
  ids: readonly number[],
  { flow, needed, consumer, asOfNow }: (typeof WAYS)[number] & { asOfNow: boolean }
): Promise<Consumer[]> {
  const today = clock.today('utc')
  const consumers = client
    .from('ci_relations')
    .join('relation_types', 'relation_types.id', 'ci_relations.relation_type_id')
    .join('configuration_items', 'configuration_items.id', `ci_relations.${consumer}`)
    .whereIn(`ci_relations.${needed}`, [...ids])
    .whereRaw(`${FLOW} = ?`, [flow])
    .where((query) => {
      // Cabling carries a failure only where it is an uplink (domain §4.3).
      void query
        .where('relation_types.is_carried_by_group', false)
        .orWhereNotNull('ci_relations.group_key')
        .orWhereNotNull('ci_relations.propagates')
    })
    .where((query) => {
      void query
        .whereNull('ci_relations.valid_from')
        .orWhere('ci_relations.valid_from', '<=', today)
    })
    .where((query) => {
      void query.whereNull('ci_relations.valid_to').orWhere('ci_relations.valid_to', '>=', today)
    })
    .whereNotIn('configuration_items.status', GONE)
    .orderBy('configuration_items.name')
    .orderBy('configuration_items.id')
    .select(
      `ci_relations.${needed} as neededId`,
      'configuration_items.id',
      'configuration_items.number',
      'configuration_items.name',
      'configuration_items.organisation_id as organisationId'
    )
  const rows: Consumer[] = await (asOfNow ? consumers.forShare() : consumers)
  return rows
}

type Stood = StoodService & { itemId: number }

async function liveServices(client: QueryClientContract, ids: readonly number[]): Promise<Stood[]> {
  const rows: Stood[] = await client
    .from('configuration_items')
    .join('services', 'services.id', 'configuration_items.service_id')
    .whereIn('configuration_items.id', [...ids])
    .where('services.status', 'live')
    .select(
      'configuration_items.id as itemId',
      'services.code',
      'services.name_ru as nameRu',
      'services.name_en as nameEn'
    )
  return rows
}
