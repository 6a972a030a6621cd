import type BillingPeriod from '#billing/models/billing_period'
import { countUnanswered } from '#billing/queries/questions_of_period'
import { addWorkingDays } from '#calendars/queries/working_days'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import type Contract from '#contracts/models/contract'
import type { DateTime } from 'luxon'

/**
 * When a client that says nothing has approved a period (§7.6): so many working days of the contract's
 * calendar after it was asked; null when it is not asked, and while questions of theirs wait for an
 * answer, for who asks is not silent. The contract comes with its agreement.
 */
export async function clientDeadline(
  row: BillingPeriod | null,
  { agreement, clientApprovalDays }: Contract
): Promise<DateTime | null> {
  if (row?.state !== 'client_review' || (await countUnanswered(row.id)) > 0) return null
  const time = await loadWorkingTime(agreement.calendarId)
  return addWorkingDays(time, row.stateSince, clientApprovalDays)
}
