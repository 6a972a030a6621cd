import { HEALTH_FINDING_STATES, type HealthFindingState } from '#cmdb/workflow/finding_steps'
import {
  HEALTH_KPIS,
  HEALTH_REASONS,
  type HealthKpi,
  type HealthReason,
} from '#cmdb/workflow/health_rules'
import { filterOf, idOf, listQuery, textOf, type ListQuery } from '#core/queries/list_query'

/** Everything that fails now, the tasks of the reader, of the reader's teams, and all tasks. */
export const FINDING_VIEWS = ['failing', 'mine', 'team', 'tasks'] as const
export type FindingView = (typeof FINDING_VIEWS)[number]

export type HealthFilter = ListQuery & {
  view: FindingView
  kpi: HealthKpi | null
  reason: HealthReason | null
  rule: number | null
  /** Codes. */
  class: string | null
  organisation: string | null
  state: HealthFindingState | null
  due: 'overdue' | null
}

/** The findings that an address asks for; nonsense asks for nothing. */
export function healthFilter(address: Record<string, unknown>): HealthFilter {
  return {
    ...listQuery(address),
    view: filterOf(address.view, FINDING_VIEWS) ?? 'failing',
    kpi: filterOf(address.kpi, HEALTH_KPIS),
    reason: filterOf(address.reason, HEALTH_REASONS),
    rule: idOf(address.rule),
    class: textOf(address.class),
    organisation: textOf(address.organisation),
    state: filterOf(address.state, HEALTH_FINDING_STATES),
    due: filterOf(address.due, ['overdue'] as const),
  }
}
