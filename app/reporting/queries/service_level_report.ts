import type { Principal } from '#directory/queries/principal'
import { availabilityRows } from '#reporting/queries/availability_rows'
import { complianceRows } from '#reporting/queries/compliance_rows'
import { complianceTrend } from '#reporting/queries/compliance_trend'
import { missedPromises, promisesAtRisk } from '#reporting/queries/missed_promises'
import { serviceCredits } from '#reporting/queries/service_credits'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'

export type ServiceLevelReport = Awaited<ReturnType<typeof serviceLevelReport>>

/** Everything the report of service levels says for a filter and a span (SLM-09). */
export async function serviceLevelReport(
  principal: Principal,
  query: ServiceLevelQuery,
  limit: 'page' | 'document' = 'page'
) {
  const { rows, overall } = await complianceRows(principal, query)
  return {
    rows,
    overall,
    trend: await complianceTrend(principal, query),
    missed: await missedPromises(principal, query, limit),
    ...(await promisesAtRisk(principal, query)),
    availability: await availabilityRows(principal, query),
    credits: await serviceCredits(principal, query),
  }
}
