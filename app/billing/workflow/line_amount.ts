import { exact, wholeMinor } from '#core/money'

/** Minutes / 60 × rate × multiplier, rounded once; negative minutes are a correction. */
export function lineAmount(minutes: number, ratePerHourMinor: number, multiplier = '1'): number {
  return wholeMinor(exact(minutes).times(ratePerHourMinor).times(exact(multiplier)).div(60))
}
