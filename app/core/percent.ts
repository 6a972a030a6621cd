import { exact, roundHalfAwayFromZero } from '#core/money'

/** A part of a whole as percent × 100, rounded half away from zero; null of nothing. */
export function percentHundredths(part: number, whole: number): number | null {
  if (whole === 0) return null
  return roundHalfAwayFromZero(exact(part).times(10_000).div(whole), 0).toNumber()
}

/** The same unrounded, in percent as a decimal string: 94.996 is not 95. */
export function exactPercent(part: number, whole: number): string | null {
  return whole === 0 ? null : exact(part).times(100).div(whole).toString()
}
