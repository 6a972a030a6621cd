import { exact, roundHalfAwayFromZero } from '#core/money'
import type { HealthKpi } from '#cmdb/workflow/health_rules'

export const HEALTH_COUNTERS = [
  'items',
  'complete',
  'recommendedCells',
  'recommendedFilled',
  'orphans',
  'stale',
  'duplicates',
  'checks',
  'passedChecks',
  'verified',
  'relations',
  'duplicateRelations',
  'orphanRelations',
  'staleRelations',
  'soundRelations',
] as const
/** What is counted of a scope. Counts of two scopes without a common item add up. */
export type HealthCounts = Record<(typeof HEALTH_COUNTERS)[number], number>
export type HealthWeights = Record<HealthKpi, number>

/** All in percent × 100, rounded once; null where there is nothing to judge. */
export type HealthFigures = Record<HealthKpi, number | null> & {
  overall: number | null
  /** Share of the items that somebody checked lately: complete is not yet true (§4.7). */
  verified: number | null
  relations: number | null
}

type Exact = ReturnType<typeof exact>

/** The figures of domain §4.7. An empty scope has none: "no data", never 100 %. */
export function healthFigures(counts: HealthCounts, weights: HealthWeights): HealthFigures {
  const kpis = {
    completeness: completeness(counts),
    correctness: correctness(counts),
    compliance: share(counts.passedChecks, counts.checks),
  }
  return {
    completeness: hundredths(kpis.completeness),
    correctness: hundredths(kpis.correctness),
    compliance: hundredths(kpis.compliance),
    overall: hundredths(overall(kpis, weights)),
    verified: hundredths(share(counts.verified, counts.items)),
    relations: hundredths(share(counts.soundRelations, counts.relations)),
  }
}

/** Half for items with all required attributes, half for filled recommended cells, if there are any. */
function completeness(counts: HealthCounts): Exact | null {
  const required = share(counts.complete, counts.items)
  const recommended = share(counts.recommendedFilled, counts.recommendedCells)
  return required && recommended ? required.plus(recommended).div(2) : required
}

function correctness({ items, orphans, stale, duplicates }: HealthCounts): Exact | null {
  if (items === 0) return null
  return exact(3 * items - orphans - stale - duplicates).div(3 * items)
}

/** The mean of those that there are; a weight of nothing takes a figure out. */
function overall(kpis: Record<HealthKpi, Exact | null>, weights: HealthWeights): Exact | null {
  let sum = exact(0)
  let weight = 0
  for (const kpi of ['completeness', 'correctness', 'compliance'] as const) {
    const value = kpis[kpi]
    if (!value) continue
    sum = sum.plus(value.times(weights[kpi]))
    weight += weights[kpi]
  }
  return weight === 0 ? null : sum.div(weight)
}

function share(part: number, whole: number): Exact | null {
  return whole === 0 ? null : exact(part).div(whole)
}

function hundredths(value: Exact | null): number | null {
  return value && roundHalfAwayFromZero(value.times(10_000), 0).toNumber()
}

export function noCounts(): HealthCounts {
  return Object.fromEntries(HEALTH_COUNTERS.map((key) => [key, 0])) as HealthCounts
}
