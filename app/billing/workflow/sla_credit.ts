import { exact, percentOf } from '#core/money'

/** Compliance from `from` percent on earns this credit; both are decimal strings. */
export interface CreditBand {
  from: string
  creditPercent: string
}

/** ≥ 95 → 0, ≥ 90 → 5, ≥ 80 → 10, else 20 percent of the monthly fee. */
export const DEFAULT_CREDIT_TABLE: readonly CreditBand[] = [
  { from: '95', creditPercent: '0' },
  { from: '90', creditPercent: '5' },
  { from: '80', creditPercent: '10' },
  { from: '0', creditPercent: '20' },
]

/**
 * Percent of the highest `from` not above the compliance: exactly at a threshold is the better band.
 * @throws RangeError when the table does not reach down to the compliance
 */
export function creditPercent(compliance: string, table: readonly CreditBand[]): string {
  const reached = table
    .filter(({ from }) => exact(from).lte(exact(compliance)))
    .sort((one, other) => exact(other.from).comparedTo(exact(one.from)))
  const [best] = reached
  if (!best) throw new RangeError(`No credit band for ${compliance} %`)
  return best.creditPercent
}

/** The credit as a negative amount of minor units; `capPercent` of the fee is its limit. */
export function creditAmount(feeMinor: number, percent: string, capPercent: string | null): number {
  const capped = capPercent !== null && exact(percent).gt(exact(capPercent)) ? capPercent : percent
  return 0 - percentOf(feeMinor, capped)
}
