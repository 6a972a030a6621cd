import { filterOf, listQuery } from '#core/queries/list_query'
import type { ReviewFilter } from '#reporting/queries/list_service_reviews'
import { REVIEW_STATES } from '#reporting/workflow/review_steps'

/** Reads the address of the list leniently. */
export function reviewFilter(query: Record<string, unknown>): ReviewFilter {
  return {
    ...listQuery(query),
    state: filterOf(query.state, REVIEW_STATES),
    due: filterOf(query.due, ['overdue']),
  }
}
