import { exact, wholeMinor } from '#core/money'

/** How many units of a currency one unit of a document's is worth, on which day and who says so. */
export type Exchange = {
  currency: string
  /** A decimal string above 0. */
  rate: string
  /** ISO. */
  date: string
  source: string
}

/**
 * Converts the rounded total of a document, once; lines are never converted (BT-10a). The rate is a
 * decimal string of the reporting currency for one unit of the document's, both with two digits.
 * @throws RangeError on a rate that is none, and where `isConvertible` says no
 */
export function toReportingCurrency(totalMinor: number, fxRate: string): number {
  const rate = exact(fxRate)
  if (!rate.isPositive() || rate.isZero()) throw new RangeError(`Not an exchange rate: ${fxRate}`)
  return wholeMinor(exact(totalMinor).times(rate))
}

/** Whether a total at a rate is still counted to the last unit. */
export function isConvertible(totalMinor: number, fxRate: string): boolean {
  return exact(totalMinor).times(exact(fxRate)).abs().lt(Number.MAX_SAFE_INTEGER)
}
