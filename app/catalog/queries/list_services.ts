import { familyIdsOf, type ListedFamily } from '#catalog/queries/family_tree'
import Service from '#catalog/models/service'
import type { Criticality, ServiceStatus } from '#catalog/models/service_types'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'

export type ServiceFilter = ListQuery & {
  status: ServiceStatus | null
  criticality: Criticality | null
  /** The code of a family; what is below it belongs to it. */
  family: string | null
  /** The id of the owner. */
  owner: number | null
}

const SEARCHED = ['services.name_ru', 'services.name_en', 'services.code']

/** A page of services with the families, support teams and owners one may see. */
export async function listServices(
  principal: Principal,
  filter: ServiceFilter,
  families: readonly ListedFamily[]
) {
  const columns = {
    name: principal.locale === 'ru' ? 'services.name_ru' : 'services.name_en',
    code: 'services.code',
    criticality: 'services.criticality',
    status: 'services.status',
  }
  const { sort, column, direction } = listOrder(filter.sort, columns, 'name')
  const query = whereWords(Service.visibleTo(principal), filter.q, SEARCHED)
  if (filter.status) void query.where('services.status', filter.status)
  if (filter.criticality) void query.where('services.criticality', filter.criticality)
  if (filter.owner) void query.where('services.owner_person_id', filter.owner)
  if (filter.family) {
    void query.whereIn('services.family_id', familyIdsOf(families, filter.family) ?? [])
  }
  void query.preload('family').orderBy(column, direction).orderBy('services.id')
  const list = await listPage(query, filter)
  return { list, sort, teams: await supportTeams(principal, list.rows) }
}

/** The visible support teams of services, by id: a client sees the service, not who is behind it. */
export async function supportTeams(principal: Principal, services: Service[]) {
  const ids = services.flatMap(({ supportTeamId }) => supportTeamId ?? [])
  const teams = await Team.visibleTo(principal).whereIn('teams.id', ids)
  return new Map(teams.map((team) => [team.id, team]))
}

/** Whoever owns a service and may be seen, by name. */
export async function serviceOwners(principal: Principal) {
  const owners = Service.visibleTo(principal).whereNotNull('ownerPersonId').select('ownerPersonId')
  const people = await Person.visibleTo(principal)
    .whereIn('people.id', owners)
    .orderBy('people.display_name')
  return people.map(({ id, displayName }) => ({ id, name: displayName }))
}
