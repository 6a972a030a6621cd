import { toSqlUtc } from '#core/columns'
import RecordView from '#core/models/record_view'
import { listPageOf } from '#core/queries/list_page'
import { dayOf, textOf, type ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { DateTime } from 'luxon'

export type ViewFilter = ListQuery & {
  viewer: string | null
  /** Calendar days of the reader, both included. */
  from: string | null
  to: string | null
}

export type PersonView = {
  id: number
  at: string
  last_at: string
  is_prefetch: number | boolean
  ip: string | null
  user_agent: string | null
  person_id: number
  person_name: string | null
  viewer_id: number | null
  viewer_name: string | null
}

/** Reads the filter leniently from the address: what makes no sense is left out. */
export function viewFilter(list: ListQuery, query: Record<string, unknown>): ViewFilter {
  const viewer = textOf(query.viewer)?.slice(0, 100) ?? null
  return { ...list, viewer, from: dayOf(query.from), to: dayOf(query.to) }
}

/** Who viewed which person, the latest first, of the organisations the principal watches (DSK-04, 152-FZ). */
export async function listPersonViews(principal: Principal, filter: ViewFilter) {
  const query = viewsWithin(principal, filter).orderBy('record_views.last_at', 'desc')
  return listPageOf(query.orderBy('record_views.id', 'desc'), filter, async (page) => named(page))
}

/** The same in pieces by id, for a file as long as it may be. */
export async function viewsBefore(
  principal: Principal,
  filter: ViewFilter,
  beforeId: number | null
) {
  const query = viewsWithin(principal, filter).orderBy('record_views.id', 'desc').limit(500)
  if (beforeId !== null) void query.where('record_views.id', '<', beforeId)
  return named(query)
}

function viewsWithin(principal: Principal, filter: ViewFilter) {
  const query = scopedByOrganisation(RecordView.query(), principal, 'personal_data.view', {
    organisation: 'record_views.organisation_id',
  })
    .leftJoin('people as viewed', 'viewed.id', 'record_views.subject_id')
    .leftJoin('users', 'users.id', 'record_views.viewer_user_id')
    .leftJoin('people as viewers', 'viewers.id', 'users.person_id')
    .where('record_views.subject_type', 'person')
  if (filter.from) {
    void query.where('record_views.last_at', '>=', startOf(filter.from, 0, principal))
  }
  if (filter.to) void query.where('record_views.at', '<', startOf(filter.to, 1, principal))
  void whereWords(query, filter.q, ['viewed.display_name'])
  return whereWords(query, filter.viewer, ['viewers.display_name'])
}

async function named(query: ReturnType<typeof viewsWithin>): Promise<PersonView[]> {
  return query
    .select(
      'record_views.id',
      'record_views.at',
      'record_views.last_at',
      'record_views.is_prefetch',
      'record_views.ip'
    )
    .select(
      'record_views.user_agent',
      'viewed.id as person_id',
      'viewed.display_name as person_name'
    )
    .select('viewers.id as viewer_id', 'viewers.display_name as viewer_name')
    .pojo<PersonView>()
}

function startOf(day: string, daysLater: number, { timeZone }: Principal): string {
  const start = DateTime.fromISO(day, { zone: timeZone }).plus({ days: daysLater }).startOf('day')
  return toSqlUtc(start)
}
