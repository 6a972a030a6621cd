import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Service from '#catalog/models/service'
import type { Criticality, ServiceStatus } from '#catalog/models/service_types'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'

export type ServiceFilter = ListQuery & {
  status: ServiceStatus | null
  criticality: Criticality | null
}

const SEARCHED = ['services.name_ru', 'services.name_en', 'services.code']

/** A page of services with the support teams one may see, by id. */
export async function listServices(principal: Principal, filter: ServiceFilter) {
  const columns = {
    name: principal.locale === 'ru' ? 'services.name_ru' : 'services.name_en',
    code: 'services.code',
    criticality: 'services.criticality',
    status: 'services.status',
  }
  const { sort, column, direction } = listOrder(filter.sort, columns, 'name')
  const query = whereWords(Service.visibleTo(principal), filter.q, SEARCHED)
  if (filter.status) void query.where('status', filter.status)
  if (filter.criticality) void query.where('criticality', filter.criticality)
  const list = await listPage(query.orderBy(column, direction).orderBy('services.id'), filter)
  return { list, sort, teams: await supportTeams(principal, list.rows) }
}

/** The visible support teams of services, by id: a client sees the service, not who is behind it. */
export async function supportTeams(principal: Principal, services: Service[]) {
  const ids = services.flatMap(({ supportTeamId }) => supportTeamId ?? [])
  const teams = await Team.visibleTo(principal).whereIn('teams.id', ids)
  return new Map(teams.map((team) => [team.id, team]))
}
