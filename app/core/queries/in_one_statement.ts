import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'

type Row = Record<string, string | number | null>

/**
 * Asks several queries at once, each by the index that suits it; all select the same columns in the
 * same order. Answers the rows of each, in the order of the queries.
 */
export async function inOneStatement(
  client: QueryClientContract,
  queries: readonly DatabaseQueryBuilderContract<Row>[]
): Promise<Row[][]> {
  const [first, ...others] = queries.map((query, place) =>
    // Wrapped: the grouping of the first one would be taken for that of the whole.
    client
      .from(query.as('asked'))
      .select('asked.*')
      .select(client.raw(`${place} as place`))
  )
  if (!first) return []
  const rows = await (others.length > 0 ? first.unionAll(others) : first)
  const byPlace = Map.groupBy(rows, (row) => Number(row.place))
  return queries.map((_, place) => byPlace.get(place) ?? [])
}
