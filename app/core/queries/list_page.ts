import db from '@adonisjs/lucid/services/db'
import type { ModelQueryBuilderContract, LucidModel } from '@adonisjs/lucid/types/model'

export const ROWS_PER_PAGE = 50
export const COUNT_LIMIT = 10_000

export type ListPage<Row> = {
  rows: Row[]
  /** Exact up to 10,000; beyond that 10,000 and `isTotalExact` false. */
  total: number
  isTotalExact: boolean
  page: number
  perPage: number
}

type Paging = {
  page: number
  perPage?: number
  /** The query is known to find no more than is counted: what it finds is then found only once. */
  isShort?: boolean
}
type Query<Model extends LucidModel> = ModelQueryBuilderContract<Model, InstanceType<Model>>

/**
 * One page of a scoped, filtered and sorted query with its total. The total is counted on the very
 * same query, so isolation applies before counting (G-16).
 */
export function listPage<Model extends LucidModel>(
  query: Query<Model>,
  paging: Paging
): Promise<ListPage<InstanceType<Model>>> {
  return listPageOf(query, paging, (page) => page)
}

/** The same with rows that `read` takes from the page: a long list needs plain rows, not models. */
export async function listPageOf<Model extends LucidModel, Row>(
  query: Query<Model>,
  { page, perPage = ROWS_PER_PAGE, isShort = false }: Paging,
  read: (page: Query<Model>) => PromiseLike<Row[]>
): Promise<ListPage<Row>> {
  if (isShort) return shortPage(query, { page, perPage }, read)
  const counted = query
    .clone()
    .clearSelect()
    .clearOrder()
    .select(db.raw('1'))
    .limit(COUNT_LIMIT + 1)
  const [rows, counts] = await Promise.all([
    read(query.offset((page - 1) * perPage).limit(perPage)),
    db.query().from(counted.as('counted')).count('* as total'),
  ])
  const total = Number(counts[0].total)
  return {
    rows,
    total: Math.min(total, COUNT_LIMIT),
    isTotalExact: total <= COUNT_LIMIT,
    page,
    perPage,
  }
}

/** Reads the ids of all rows in order, which are the total too, and after that the rows of the page. */
async function shortPage<Model extends LucidModel, Row>(
  query: Query<Model>,
  { page, perPage }: Required<Omit<Paging, 'isShort'>>,
  read: (page: Query<Model>) => PromiseLike<Row[]>
): Promise<ListPage<Row>> {
  const key = `${query.model.table}.id`
  const found = await query.clone().clearSelect().select(key).pojo<{ id: number }>()
  const from = (page - 1) * perPage
  const ids = found.slice(from, from + perPage).map(({ id }) => id)
  // What the whole query asked is answered by the ids; asking it again costs more than the page.
  const rows = ids.length === 0 ? [] : await read(query.clearWhere().whereIn(key, ids))
  return { rows, total: found.length, isTotalExact: true, page, perPage }
}
