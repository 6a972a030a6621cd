import { clock } from '#core/clock'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import FeedbackRecord from '#quality/models/feedback_record'
import {
  UNANSWERED,
  type ComplaintState,
  type FeedbackKind,
} from '#quality/workflow/complaint_steps'

export type FeedbackFilter = ListQuery & {
  kind: FeedbackKind | null
  state: ComplaintState | null
  due: 'overdue' | null
}

const COLUMNS = {
  number: 'feedback_records.id',
  received: 'feedback_records.received_on',
  due: 'feedback_records.due_on',
} as const
const SEARCHED = [
  ...['feedback_records.number', 'feedback_records.text', 'feedback_records.said_by'],
  ...['people.display_name', 'organisations.name'],
]

/** Complaints and compliments one may see, the latest on top. */
export async function listFeedback(principal: Principal, filter: FeedbackFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, '-received')
  const query = FeedbackRecord.visibleTo(principal)
    .join('organisations', 'organisations.id', 'feedback_records.organisation_id')
    .leftJoin('people', 'people.id', 'feedback_records.person_id')
    .select('feedback_records.*')
    .preload('organisation')
    .preload('person')
    .preload('service')
    .preload('owner')
    .orderBy(column, direction)
    .orderBy('feedback_records.id', 'desc')
  if (filter.kind) void query.where('feedback_records.kind', filter.kind)
  if (filter.state) void query.where('feedback_records.state', filter.state)
  if (filter.due) {
    const today = clock.today(principal.timeZone)
    void query.whereIn('feedback_records.state', [...UNANSWERED]).where('due_on', '<', today)
  }
  return { list: await listPage(whereWords(query, filter.q, SEARCHED), filter), sort }
}

/** One of those the principal may see, by number (T2). */
export async function findFeedback(principal: Principal, number: string) {
  return FeedbackRecord.visibleTo(principal).where({ number }).firstOrFail()
}

/** The same with everything its page names. */
export async function findFeedbackPage(principal: Principal, number: string) {
  return FeedbackRecord.visibleTo(principal)
    .where({ number })
    .preload('organisation')
    .preload('person')
    .preload('aboutPerson')
    .preload('owner')
    .preload('ticket')
    .preload('service')
    .preload('team')
    .firstOrFail()
}

/** Whether the day of the answer has passed without one. */
export function isAnswerOverdue({ state, dueOn }: FeedbackRecord, timeZone: string): boolean {
  if (dueOn === null || !UNANSWERED.some((each) => each === state)) return false
  return dueOn < clock.today(timeZone)
}
