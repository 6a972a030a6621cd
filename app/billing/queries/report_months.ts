import { isMonth } from '#billing/workflow/report_period'
import { periodAround, periodOfMonth, type Cycle } from '#contracts/queries/billing_cycle'
import { clock } from '#core/clock'

type Billed = Cycle & { timeZone: string }

/** The month in which the present billing period of a contract began. */
export function currentMonth(contract: Billed): string {
  return periodAround(clock.today(contract.timeZone), contract).month
}

export function isFutureMonth(month: string, contract: Billed): boolean {
  return month > currentMonth(contract)
}

/** The period an address asks for, by the month it begins in; nonsense and nothing ask for the present one. */
export function chosenMonth(given: unknown, contract: Billed): string {
  if (typeof given !== 'string' || !isMonth(given)) return currentMonth(contract)
  return periodOfMonth(given, contract).month
}
