import { exact, sumMinor, wholeMinor } from '#core/money'

/** Cost of work counts raw minutes, not billed ones. */
export interface WorkCost {
  rawMinutes: number
  costPerHourMinor: number
}

/** Net revenue − Σ(cost rate × raw minutes / 60) − materials; each cost is rounded once. */
export function contractMargin(
  netRevenueMinor: number,
  work: readonly WorkCost[],
  materialsCostMinor: number
): number {
  const costs = work.map(({ rawMinutes, costPerHourMinor }) =>
    wholeMinor(exact(rawMinutes).times(costPerHourMinor).div(60))
  )
  return sumMinor([netRevenueMinor, 0 - sumMinor(costs), 0 - materialsCostMinor])
}
