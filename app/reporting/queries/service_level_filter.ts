import { clock } from '#core/clock'
import { filterOf, textOf } from '#core/queries/list_query'
import type { Principal } from '#directory/queries/principal'
import { reportSpan, type ReportSpan } from '#reporting/workflow/report_span'

/** What rows of the report stand for. */
export const DIMENSIONS = ['service', 'client', 'team', 'priority', 'agreement'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** `stopped`: promises that came to an end; `with_running` adds broken ones that still run (§8). */
export const COUNTINGS = ['stopped', 'with_running'] as const
export type Counting = (typeof COUNTINGS)[number]

export type ServiceLevelFilter = {
  by: Dimension
  counting: Counting
  organisation: string | null
  service: string | null
  team: string | null
  agreement: string | null
  priority: number | null
  /** Codes; more than one, where a review is about several. */
  services?: readonly string[]
  agreements?: readonly string[]
}

export type ServiceLevelQuery = { filter: ServiceLevelFilter; span: ReportSpan }

/** Reads the report's address leniently; days are those of the reader. */
export function serviceLevelQuery(
  query: Record<string, unknown>,
  principal: Principal
): ServiceLevelQuery {
  const zone = principal.timeZone
  return {
    filter: {
      by: filterOf(query.by, DIMENSIONS) ?? 'service',
      counting: filterOf(query.counting, COUNTINGS) ?? 'stopped',
      organisation: textOf(query.organisation),
      service: textOf(query.service),
      team: textOf(query.team),
      agreement: textOf(query.agreement),
      priority: filterOf(query.priority, [1, 2, 3, 4, 5]),
    },
    span: reportSpan({ from: textOf(query.from), to: textOf(query.to) }, clock.today(zone), zone),
  }
}
