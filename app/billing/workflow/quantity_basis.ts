import { exact, roundHalfAwayFromZero } from '#core/money'

export const QUANTITY_BASES = ['at_date', 'average', 'peak'] as const
export type QuantityBasis = (typeof QUANTITY_BASES)[number]

/** Units counted at the end of one local ISO date. */
export interface DailyCount {
  date: string
  count: number
}

/**
 * Billable quantity of a period as a decimal string: the count on `atDate`, the average of the
 * daily counts (two digits) or the peak.
 * @throws RangeError when the basis needs a count that is missing
 */
export function billableQuantity(
  basis: QuantityBasis,
  counts: readonly DailyCount[],
  atDate: string
): string {
  if (counts.length === 0) throw new RangeError('No daily counts')
  switch (basis) {
    case 'at_date':
      return exact(countOn(counts, atDate)).toFixed()
    case 'average':
      return roundHalfAwayFromZero(exact(total(counts)).div(counts.length)).toFixed()
    case 'peak':
      return exact(Math.max(...counts.map(({ count }) => count))).toFixed()
    default:
      return basis satisfies never
  }
}

function countOn(counts: readonly DailyCount[], date: string): number {
  const found = counts.find((daily) => daily.date === date)
  if (!found) throw new RangeError(`No count on ${date}`)
  return found.count
}

function total(counts: readonly DailyCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0)
}
