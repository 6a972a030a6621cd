import { filterOf, listQuery } from '#core/queries/list_query'
import type { FeedbackFilter } from '#quality/queries/list_feedback'
import { COMPLAINT_STATES, FEEDBACK_KINDS } from '#quality/workflow/complaint_steps'

/** Reads the address of the list leniently. */
export function feedbackFilter(query: Record<string, unknown>): FeedbackFilter {
  return {
    ...listQuery(query),
    kind: filterOf(query.kind, FEEDBACK_KINDS),
    state: filterOf(query.state, COMPLAINT_STATES),
    due: filterOf(query.due, ['overdue']),
  }
}
