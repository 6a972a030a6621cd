import { clock } from '#core/clock'
import type { Principal } from '#directory/queries/principal'
import type ServiceReview from '#reporting/models/service_review'
import { complianceRows } from '#reporting/queries/compliance_rows'
import { missedPromises } from '#reporting/queries/missed_promises'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'
import { complianceByMetric, type ReviewFigures } from '#reporting/workflow/review_figures'
import { reportSpan } from '#reporting/workflow/report_span'

const MISSED_KEPT = 50

/**
 * The service levels of a review's period, of its client, narrowed to the services and agreements
 * it names; days are those of the client. The organisation, services and agreements are loaded.
 */
export async function reviewFigures(
  principal: Principal,
  review: ServiceReview
): Promise<ReviewFigures> {
  const query = queryOf(review)
  const { rows, overall } = await complianceRows(principal, query)
  const missed = await missedPromises(principal, query, 'document')
  const { from, to, zone } = query.span
  return {
    ...{ from, to, zone, overall, metrics: complianceByMetric(rows), services: rows },
    missed: missed
      .slice(0, MISSED_KEPT)
      .map(({ ticket, title, priority, metric, dueAt, stoppedAt }) => ({
        ...{ ticket, title, priority, metric, dueAt, stoppedAt },
      })),
  }
}

function queryOf({ periodFrom, periodTo, organisation, services, agreements }: ServiceReview) {
  const zone = organisation.timeZone
  return {
    span: reportSpan({ from: periodFrom, to: periodTo }, clock.today(zone), zone),
    filter: {
      ...{ by: 'service', counting: 'stopped', organisation: organisation.code },
      ...{ service: null, team: null, agreement: null, priority: null },
      services: services.map(({ code }) => code),
      agreements: agreements.map(({ code }) => code),
    },
  } satisfies ServiceLevelQuery
}
