/** A rate row; null work type or role matches any. Dates are ISO, `validTo` is inclusive. */
export interface Rate {
  workType: string | null
  role: string | null
  validFrom: string
  validTo: string | null
  ratePerHourMinor: number
}

export interface RateQuery {
  workType: string
  role: string
  workDate: string
}

/**
 * Exact → (work type, any role) → (any work type, role) → default; of equally close rows the
 * latest one counts. Null means the entry is unrated and its period cannot be approved.
 */
export function findRate<Row extends Rate>(rates: readonly Row[], query: RateQuery): Row | null {
  const inForce = rates.filter((rate) => isInForce(rate, query.workDate) && matches(rate, query))
  const [best] = inForce.sort(
    (one, other) => closeness(other) - closeness(one) || latestFirst(one, other)
  )
  return best ?? null
}

function isInForce(rate: Rate, date: string): boolean {
  return rate.validFrom <= date && (rate.validTo === null || date <= rate.validTo)
}

function matches(rate: Rate, { workType, role }: RateQuery): boolean {
  return (
    (rate.workType === null || rate.workType === workType) &&
    (rate.role === null || rate.role === role)
  )
}

function closeness(rate: Rate): number {
  return (rate.workType === null ? 0 : 2) + (rate.role === null ? 0 : 1)
}

function latestFirst(one: Rate, other: Rate): number {
  if (one.validFrom === other.validFrom) return 0
  return one.validFrom < other.validFrom ? 1 : -1
}
