import { periodAround, type Cycle } from '#contracts/workflow/billing_cycle'
import { clock } from '#core/clock'

/** Billing periods of contracts, for the floors above. */
export {
  periodAround,
  periodOfMonth,
  periodsBetween,
  type Cycle,
  type CyclePeriod,
} from '#contracts/workflow/billing_cycle'

/** The billing period that runs today, by the contract's own zone. */
export function presentPeriod(contract: Cycle & { timeZone: string }) {
  return periodAround(clock.today(contract.timeZone), contract)
}
