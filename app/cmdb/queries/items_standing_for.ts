import { countFound } from '#core/queries/count_found'
import { GONE } from '#cmdb/queries/items_in_use_of'
import type { StandIn } from '#cmdb/workflow/service_edges'
import type { Principal } from '#directory/queries/principal'
import ConfigurationItem from '#cmdb/models/configuration_item'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Row = { id: number; service_id: number; kind: string }

/** All items in use that stand for a service of the catalogue. */
export async function itemsStandingFor(): Promise<StandIn[]> {
  const rows: Row[] = await db
    .from('configuration_items')
    .join('organisations', 'organisations.id', 'configuration_items.organisation_id')
    .whereNotNull('configuration_items.service_id')
    .whereNotIn('configuration_items.status', GONE)
    .orderBy('configuration_items.id')
    .select('configuration_items.id', 'service_id', 'organisations.kind')
  return rows.map(({ id, service_id: serviceId, kind }) => ({
    ...{ id, serviceId },
    isOurs: kind === 'provider',
  }))
}

/** How many items in use stand for a service, of those the principal may see. */
export async function countItemsStandingFor(
  serviceId: number,
  principal: Principal | null,
  client: QueryClientContract = db.connection()
): Promise<number> {
  const query = principal
    ? ConfigurationItem.visibleTo(principal)
    : ConfigurationItem.query({ client })
  return countFound(
    query
      .where('configuration_items.service_id', serviceId)
      .whereNotIn('configuration_items.status', GONE)
  )
}
