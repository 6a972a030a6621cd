import { clock } from '#core/clock'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import SubjectRequest from '#privacy/models/subject_request'
import type { RequestKind, RequestState } from '#privacy/workflow/privacy_types'

export type RequestFilter = ListQuery & { state: RequestState | null; kind: RequestKind | null }

const COLUMNS = {
  number: 'subject_requests.id',
  received: 'subject_requests.received_on',
  due: 'subject_requests.due_on',
} as const
const SEARCHED = ['people.display_name', 'subject_requests.applicant', 'subject_requests.number']

/** Requests of those the principal may see, what is due first on top. */
export async function listSubjectRequests(principal: Principal, filter: RequestFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'due')
  const query = SubjectRequest.visibleTo(principal)
    .leftJoin('people', 'people.id', 'subject_requests.person_id')
    .select('subject_requests.*')
    .preload('person')
    .orderByRaw("case when subject_requests.state = 'open' then 0 else 1 end")
    .orderBy(column, direction)
    .orderBy('subject_requests.id', 'desc')
  if (filter.state) void query.where('subject_requests.state', filter.state)
  if (filter.kind) void query.where('subject_requests.kind', filter.kind)
  return { list: await listPage(whereWords(query, filter.q, SEARCHED), filter), sort }
}

/** One of those the principal may see, by number. */
export async function findSubjectRequest(principal: Principal, number: string) {
  return SubjectRequest.visibleTo(principal).where({ number }).preload('person').firstOrFail()
}

export async function requestsOf(principal: Principal, personId: number) {
  return SubjectRequest.visibleTo(principal).where({ personId }).orderBy('id', 'desc')
}

/** Whether the day for an answer has passed. */
export function isOverdue({ state, dueOn }: SubjectRequest, timeZone: string): boolean {
  return state === 'open' && dueOn < clock.today(timeZone)
}
