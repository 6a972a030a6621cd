import { isMonth, monthOf } from '#billing/workflow/report_period'
import { clock } from '#core/clock'

/** The month it is in a zone. */
export function currentMonth(zone: string): string {
  return monthOf(clock.today(zone))
}

export function isFutureMonth(month: string, zone: string): boolean {
  return month > currentMonth(zone)
}

/** The month an address asks for; nonsense and nothing ask for the present one. */
export function chosenMonth(given: unknown, zone: string): string {
  return typeof given === 'string' && isMonth(given) ? given : currentMonth(zone)
}
