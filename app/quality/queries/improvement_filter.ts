import { filterOf, listQuery } from '#core/queries/list_query'
import type { ImprovementFilter } from '#quality/queries/list_improvements'
import { IMPROVEMENT_SOURCES, IMPROVEMENT_STATES } from '#quality/workflow/improvement_steps'

/** Reads the register's address leniently. */
export function improvementFilter(query: Record<string, unknown>): ImprovementFilter {
  return {
    ...listQuery(query),
    state: filterOf(query.state, ['open', ...IMPROVEMENT_STATES]),
    source: filterOf(query.source, IMPROVEMENT_SOURCES),
    priority: filterOf(query.priority, [1, 2, 3, 4, 5]),
    due: filterOf(query.due, ['overdue']),
  }
}
