import { clock } from '#core/clock'
import type { Principal } from '#directory/queries/principal'
import { findServiceReview } from '#reporting/queries/list_service_reviews'
import { nextReview } from '#reporting/workflow/next_review'
import { DateTime } from 'luxon'

const QUARTER = 3

/** Days of a review that follows another one, or of the last whole quarter. */
export async function reviewDraft(principal: Principal, after: string | null) {
  const last = after ? await findServiceReview(principal, after) : null
  if (last) return { last, ...nextReview(last), intervalMonths: last.intervalMonths }
  const today = DateTime.fromISO(clock.today(principal.timeZone), { zone: 'utc' })
  const quarter = today.startOf('quarter')
  return {
    last,
    plannedOn: today.toISODate()!,
    periodFrom: quarter.minus({ months: QUARTER }).toISODate()!,
    periodTo: quarter.minus({ days: 1 }).toISODate()!,
    intervalMonths: QUARTER,
  }
}
