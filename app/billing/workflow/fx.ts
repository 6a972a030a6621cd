import { exact, wholeMinor } from '#core/money'

/**
 * Converts the rounded total of a document, once; lines are never converted. The rate is a decimal
 * string of the reporting currency for one unit of the document's, both with two digits.
 */
export function toReportingCurrency(totalMinor: number, fxRate: string): number {
  const rate = exact(fxRate)
  if (!rate.isPositive() || rate.isZero()) throw new RangeError(`Not an exchange rate: ${fxRate}`)
  return wholeMinor(exact(totalMinor).times(rate))
}
