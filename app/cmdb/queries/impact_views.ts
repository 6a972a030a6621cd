import ImpactView from '#cmdb/models/impact_view'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

/** A view and whether it is the reader's own, who alone may throw it away. */
export type ListedImpactView = { view: ImpactView; isOwn: boolean }

/** The kept views of an item that a person sees, by name. */
export async function impactViewsOf(
  item: ConfigurationItem,
  principal: Principal
): Promise<ListedImpactView[]> {
  const views = await ImpactView.visibleTo(principal)
    .where('ciId', item.id)
    .preload('team')
    .preload('owner', (owner) => void owner.preload('person'))
    .orderBy('name')
    .orderBy('id')
  return views.map((view) => ({ view, isOwn: view.ownerUserId === principal.userId }))
}

/** Otherwise row-not-found (T2). */
export async function findImpactView(principal: Principal, id: number): Promise<ImpactView> {
  return ImpactView.visibleTo(principal).where('id', id).preload('item').firstOrFail()
}

/** The teams a person may share a view with. */
export async function ownTeams({ personId }: Principal): Promise<{ id: number; name: string }[]> {
  return db
    .from('teams')
    .join('team_members', 'team_members.team_id', 'teams.id')
    .where('team_members.person_id', personId)
    .orderBy('teams.name')
    .select('teams.id', 'teams.name')
}
