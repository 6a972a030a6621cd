import type { Principal } from '#directory/queries/principal'
import { improvementsFrom, isImprovementOverdue } from '#quality/queries/list_improvements'

/** What came out of a review, for its page. */
export async function reviewImprovements(principal: Principal, reviewNumber: string) {
  const raised = await improvementsFrom(principal, 'review', reviewNumber)
  return raised.map((each) => ({
    ...{ number: each.number, title: each.title, state: each.state, dueOn: each.dueOn },
    isOverdue: isImprovementOverdue(each, principal.timeZone),
  }))
}
