import { clock } from '#core/clock'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import Improvement from '#quality/models/improvement'
import {
  OPEN_STATES,
  type ImprovementSource,
  type ImprovementState,
} from '#quality/workflow/improvement_steps'

export type ImprovementFilter = ListQuery & {
  state: ImprovementState | 'open' | null
  source: ImprovementSource | null
  priority: number | null
  due: 'overdue' | null
}

/** What is not evaluated or not dated comes last, whichever way a list is sorted. */
const LAST = { priority: 'coalesce(improvements.priority, 9)', due: "coalesce(due_on, '9')" }
const COLUMNS = {
  number: 'improvements.id',
  title: 'improvements.title',
  ...LAST,
} as const
const SEARCHED = [
  ...['improvements.number', 'improvements.title', 'improvements.description'],
  ...['organisations.name', 'owners.display_name'],
]

/** The register that the filter leaves, in its order, with what a row names. */
export function filteredImprovements(principal: Principal, filter: ImprovementFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'priority')
  const query = Improvement.visibleTo(principal)
    .join('organisations', 'organisations.id', 'improvements.organisation_id')
    .leftJoin('people as owners', 'owners.id', 'improvements.owner_id')
    .select('improvements.*')
    .preload('organisation')
    .preload('service')
    .preload('owner')
    .orderByRaw(`${column} ${direction}`)
    .orderBy('improvements.id', 'desc')
  const { state, source, priority, due } = filter
  if (state === 'open') void query.whereIn('improvements.state', [...OPEN_STATES])
  else if (state) void query.where('improvements.state', state)
  if (source) void query.where('improvements.source', source)
  if (priority) void query.where('improvements.priority', priority)
  if (due) {
    void query
      .whereIn('improvements.state', [...OPEN_STATES])
      .where('due_on', '<', clock.today(principal.timeZone))
  }
  return { query: whereWords(query, filter.q, SEARCHED), sort }
}

export async function listImprovements(principal: Principal, filter: ImprovementFilter) {
  const { query, sort } = filteredImprovements(principal, filter)
  return { list: await listPage(query, filter), sort }
}

/** One of those the principal may see, by number (T2). */
export async function findImprovement(principal: Principal, number: string) {
  return Improvement.visibleTo(principal)
    .where({ number })
    .preload('organisation')
    .preload('service')
    .preload('owner')
    .preload('proposer')
    .firstOrFail()
}

/** What came out of a record, as far as the principal may see it. */
export async function improvementsFrom(
  principal: Principal,
  source: ImprovementSource,
  sourceNumber: string
): Promise<Improvement[]> {
  return Improvement.visibleTo(principal)
    .where({ source, sourceNumber })
    .preload('organisation')
    .preload('service')
    .preload('owner')
    .orderBy('id')
}

/** Whether it should have been done by now. */
export function isImprovementOverdue({ state, dueOn }: Improvement, timeZone: string): boolean {
  const isOpen = OPEN_STATES.some((each) => each === state)
  return isOpen && dueOn !== null && dueOn < clock.today(timeZone)
}
