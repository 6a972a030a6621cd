import { IMPACT_DIRECTIONS, type ImpactQuery } from '#cmdb/queries/impact_answer'
import { filterOf } from '#core/queries/list_query'

const DEPTHS = [1, 2, 3, 4, 5] as const

/** Reads the graph's address leniently; without a depth everything is answered. */
export function readImpactQuery(address: Record<string, unknown>): ImpactQuery {
  return {
    direction: filterOf(address.direction, IMPACT_DIRECTIONS) ?? 'impacts',
    depth: filterOf(address.depth, DEPTHS),
  }
}
