import { listOrder } from '#core/queries/list_order'
import { ROWS_PER_PAGE, listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Organisation from '#directory/models/organisation'
import type { OrganisationKind } from '#directory/models/organisation_types'
import { organisationTree } from '#directory/queries/organisation_tree'
import type { Principal } from '#directory/queries/principal'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

export type OrganisationFilter = ListQuery & { kind: OrganisationKind | null }

const COLUMNS = { name: 'organisations.name', code: 'organisations.code' } as const
const SEARCHED = ['organisations.name', 'organisations.code', 'organisations.legal_name']

/**
 * A page of organisations: as a tree while nothing is searched or sorted, else as a flat list.
 * `depths` holds the indentation of the rows.
 */
export async function listOrganisations(principal: Principal, filter: OrganisationFilter) {
  const isTree = !filter.q && !filter.sort && !filter.kind
  return isTree ? treePage(principal, filter.page) : flatPage(principal, filter)
}

async function treePage(principal: Principal, page: number) {
  const nodes = await organisationTree(principal)
  const shown = nodes.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE)
  const ids = shown.map((node) => node.id)
  const found = await withCounts(Organisation.query().whereIn('id', ids))
  const rows = ids.map((id) => found.find((each) => each.id === id)!)
  const depths = new Map(shown.map(({ id, depth }) => [id, depth]))
  const list = { rows, total: nodes.length, isTotalExact: true, page, perPage: ROWS_PER_PAGE }
  return { list, sort: undefined, depths }
}

async function flatPage(principal: Principal, filter: OrganisationFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'name')
  const query = whereWords(Organisation.visibleTo(principal), filter.q, SEARCHED)
  if (filter.kind) void query.where('organisations.kind', filter.kind)
  void withCounts(query).orderBy(column, direction).orderBy('organisations.id')
  const list = await listPage(query, filter)
  return { list, sort, depths: new Map<number, number>() }
}

function withCounts(query: ModelQueryBuilderContract<typeof Organisation>) {
  return query.withCount('sites').withCount('people')
}
