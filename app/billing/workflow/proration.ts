import { exact, wholeMinor, type DecimalInput } from '#core/money'

/** Days a service was active in the period, both ends counted. */
export interface ActiveDays {
  activeDays: number
  daysInPeriod: number
}

/** Amount × activeDays / daysInPeriod, rounded once. */
export function prorateAmount(amountMinor: DecimalInput, days: ActiveDays): number {
  checkDays(days)
  return wholeMinor(exact(amountMinor).times(days.activeDays).div(days.daysInPeriod))
}

/** The same share of whole minutes, floored. */
export function prorateMinutes(minutes: number, days: ActiveDays): number {
  checkDays(days)
  return exact(minutes).times(days.activeDays).div(days.daysInPeriod).floor().toNumber()
}

function checkDays({ activeDays, daysInPeriod }: ActiveDays): void {
  if (daysInPeriod < 1 || activeDays < 0 || activeDays > daysInPeriod) {
    throw new RangeError(`Not days of a period: ${activeDays} of ${daysInPeriod}`)
  }
}
