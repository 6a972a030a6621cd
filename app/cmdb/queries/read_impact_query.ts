import { ENVIRONMENTS, type Environment } from '#cmdb/models/ci_types'
import { dayOf, filterOf, textOf } from '#core/queries/list_query'

export const IMPACT_DIRECTIONS = ['impacts', 'depends_on', 'both'] as const
export type ImpactDirection = (typeof IMPACT_DIRECTIONS)[number]
export const IMPACT_MODES = ['failure', 'planned'] as const

/** A question to the graph as its address says it (domain 4.4). */
export type ImpactQuery = {
  direction: ImpactDirection
  /** Levels to report; null for all. */
  depth: number | null
  /** The relations and items of the end of this past day, `YYYY-MM-DD`; null is now. */
  asOf: string | null
  /** Only through items of these environments, and those to which none applies; empty: all. */
  environments: Environment[]
  /** Numbers of further items that fail together with the first one. */
  also: string[]
  /** Numbers of items that are known to stay up. */
  spared: string[]
  /** Whether the items fail or are taken down by plan: the same answer under another name. */
  mode: (typeof IMPACT_MODES)[number]
}

export const PLAIN_IMPACT: ImpactQuery = {
  ...{ direction: 'impacts', depth: null, asOf: null, environments: [] },
  ...{ also: [], spared: [], mode: 'failure' },
}

const DEPTHS = [1, 2, 3, 4, 5] as const
export const MOST_ITEMS = 50
const NUMBER = /^[A-Z]{1,5}-\d{1,12}$/

/**
 * Reads the graph's address leniently; without a depth everything is answered. `also`, `spared` and
 * `env` are lists with commas, `asOf` a day.
 */
export function readImpactQuery(address: Record<string, unknown>): ImpactQuery {
  return {
    direction: filterOf(address.direction, IMPACT_DIRECTIONS) ?? 'impacts',
    depth: filterOf(address.depth, DEPTHS),
    asOf: dayOf(address.asOf),
    environments: listOf(address.env).flatMap((text) => filterOf(text, ENVIRONMENTS) ?? []),
    also: numbersOf(address.also),
    spared: numbersOf(address.spared),
    mode: filterOf(address.mode, IMPACT_MODES) ?? 'failure',
  }
}

/** Numbers of items in a list with commas, each once. */
export function numbersOf(given: unknown): string[] {
  return listOf(given)
    .filter((text) => NUMBER.test(text))
    .slice(0, MOST_ITEMS)
}

/** The framework has split a list with commas already, except one of a single value. */
function listOf(given: unknown): string[] {
  const parts = [given].flat().flatMap((part) => textOf(part)?.split(',') ?? [])
  return [...new Set(parts.filter((part) => part !== ''))]
}
