import ConfigurationItem from '#cmdb/models/configuration_item'
import { loadImpactBadges, type ImpactBadge } from '#cmdb/queries/impact_badges'
import type { ShownImpact } from '#cmdb/queries/shown_impact'
import type { Drawing } from '#cmdb/workflow/impact_drawing'
import type { Principal } from '#directory/queries/principal'

/** What the picture says of an item beside its place in the graph. */
export type DrawnItemFacts = {
  organisation: string
  facts: {
    status: string
    operationalState: string
    environment: string
    criticality: number
    site: string | null
    owner: string | null
  }
  badges: ImpactBadge[]
}

/** Facts by graph index: of each item that has a node of its own, and of the first of each group. */
export async function drawnItemFacts(
  { snapshot }: ShownImpact,
  { nodes }: Drawing,
  principal: Principal
): Promise<Map<number, DrawnItemFacts>> {
  const shown = nodes.filter(({ kind }) => kind !== 'hidden')
  const ids = shown.map(({ items }) => snapshot.graph.ids[items[0]!.index]!).filter((id) => id > 0)
  const items = await ConfigurationItem.query()
    .whereIn('id', ids)
    .preload('organisation', (query) => void query.select('id', 'name'))
    .preload('site', (query) => void query.select('id', 'name'))
    .preload('owner', (query) => void query.select('id', 'display_name'))
  const badges = await loadImpactBadges(ids, principal)
  return new Map(
    items.map((item) => [
      snapshot.graph.indexOf.get(item.id)!,
      {
        organisation: item.organisation.name,
        facts: {
          ...{ status: item.status, operationalState: item.operationalState },
          ...{ environment: item.environment, criticality: item.criticality },
          ...{ site: item.site?.name ?? null, owner: item.owner?.displayName ?? null },
        },
        badges: badges.get(item.id) ?? [],
      },
    ])
  )
}
