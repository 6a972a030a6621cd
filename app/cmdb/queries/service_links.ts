import ConfigurationItem from '#cmdb/models/configuration_item'
import { GONE } from '#cmdb/queries/items_in_use_of'
import type { RelatedGroup } from '#directory/queries/related_links'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

const SHOWN = 50

/** The visible items that stand for a service in the CMDB; their impact is the service's. */
export async function itemsOfService(
  serviceId: number,
  principal: Principal
): Promise<RelatedGroup> {
  const items = ConfigurationItem.visibleTo(principal).where(
    'configuration_items.service_id',
    serviceId
  )
  return { titleKey: 'cmdb.service.stand_ins', links: await linksTo(items, principal) }
}

/** The visible items that those need directly, whatever the relation that carries the failure. */
export async function itemsNeededByService(
  serviceId: number,
  principal: Principal
): Promise<RelatedGroup> {
  const needed = db
    .from('ci_relations')
    .join('relation_types', 'relation_types.id', 'ci_relations.relation_type_id')
    .join('configuration_items as stand_ins', 'stand_ins.id', 'ci_relations.source_id')
    .where('stand_ins.service_id', serviceId)
    .where('relation_types.impact_flow', 'target_to_source')
    .select('ci_relations.target_id')
  const items = ConfigurationItem.visibleTo(principal).whereIn('configuration_items.id', needed)
  return { titleKey: 'cmdb.service.needed_items', links: await linksTo(items, principal) }
}

async function linksTo(
  query: ReturnType<typeof ConfigurationItem.visibleTo>,
  { locale }: Principal
) {
  const items = await query
    .whereNotIn('configuration_items.status', GONE)
    .preload('ciClass')
    .preload('organisation')
    .orderBy('configuration_items.name')
    .orderBy('configuration_items.id')
    .limit(SHOWN)
  return items.map(({ number, name, ciClass, organisation }) => ({
    label: name,
    description: [
      number,
      locale === 'ru' ? ciClass.labelRu : ciClass.labelEn,
      organisation.name,
    ].join(' · '),
    href: `/configuration-items/${number}`,
  }))
}
