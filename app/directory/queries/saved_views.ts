import SavedView, { type ViewSharing } from '#core/models/saved_view'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

/** A view as its menu shows it. */
export type ListedView = {
  id: number
  name: string
  query: string
  sharing: ViewSharing
  teamId: number | null
  team: string | null
  isOwn: boolean
  canEdit: boolean
  version: number
}
export type SavedViews = {
  page: string
  list: ListedView[]
  /** Teams with which the reader may share. */
  teams: { value: number; label: string }[]
  canShareWithAll: boolean
}

/** The reader's own views of a page, those of their teams and those for everybody (G-17). */
export async function savedViewsOf(principal: Principal, page: string): Promise<SavedViews> {
  const teams = await ownTeams(principal)
  const canShareWithAll = principal.can('views.share')
  const views = await visibleViews(principal, teams).where('page', page).orderBy('name')
  const nameOf = new Map(teams.map(({ value, label }) => [value, label]))
  const list = views.map((view) => ({
    ...{ id: view.id, name: view.name, query: view.query, version: view.version },
    ...{ sharing: view.sharing, teamId: view.teamId },
    team: view.teamId === null ? null : (nameOf.get(view.teamId) ?? null),
    isOwn: view.ownerUserId === principal.userId,
    canEdit: mayEdit(principal, view),
  }))
  return { page, list, teams, canShareWithAll }
}

/** A view that the reader may change; otherwise row-not-found (T2). */
export async function findEditableView(principal: Principal, id: string): Promise<SavedView> {
  const teams = await ownTeams(principal)
  const query = visibleViews(principal, teams).where('saved_views.id', Number(id) || 0)
  if (!principal.can('views.share')) void query.where('ownerUserId', principal.userId)
  return query.firstOrFail()
}

/** Teams the person is a member of. */
export async function ownTeams({ personId }: Principal): Promise<SavedViews['teams']> {
  const rows = await db
    .from('team_members')
    .join('teams', 'teams.id', 'team_members.team_id')
    .where('team_members.person_id', personId)
    .orderBy('teams.name')
    .select('teams.id', 'teams.name')
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

function mayEdit(principal: Principal, view: SavedView): boolean {
  return view.ownerUserId === principal.userId || principal.can('views.share')
}

/** A private view is its owner's alone, whatever rights somebody else has. */
function visibleViews({ userId }: Principal, teams: SavedViews['teams']) {
  const teamIds = teams.map(({ value }) => value)
  return SavedView.query().where((query) => {
    void query.where('ownerUserId', userId).orWhere('sharing', 'all')
    if (teamIds.length > 0) {
      void query.orWhere(
        (shared) => void shared.where('sharing', 'team').whereIn('teamId', teamIds)
      )
    }
  })
}
