/** Billing periods of contracts, for the floors above. */
export {
  periodAround,
  periodOfMonth,
  periodsBetween,
  type Cycle,
  type CyclePeriod,
} from '#contracts/workflow/billing_cycle'
