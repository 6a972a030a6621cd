import type { PeriodBill } from '#billing/queries/period_bill'
import type { PeriodObstacles } from '#billing/workflow/period_steps'
import { reportPeriod } from '#billing/workflow/report_period'
import type Contract from '#contracts/models/contract'
import { clock } from '#core/clock'

/** What stands in the way of a period's approval (§7.6). */
export function obstaclesOf(
  { period, charge, unapproved, waits }: PeriodBill,
  { timeZone }: Contract
): PeriodObstacles {
  return {
    isRunning: clock.now() < reportPeriod(period, timeZone).endsAt,
    earlierOpen: waits,
    unapproved,
    unrated: charge.unratedIds.length,
    untaken: charge.untakenIds.length,
  }
}
