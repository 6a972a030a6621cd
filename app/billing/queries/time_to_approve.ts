import TimeEntry from '#billing/models/time_entry'
import { TIME_ENTRY_STATES, type TimeEntryState } from '#billing/workflow/time_entry_steps'
import Contract from '#contracts/models/contract'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import { dayOf, filterOf, idOf, listQuery, textOf, type ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'

export type ApprovalFilter = ListQuery & {
  /** `unapproved` is all that keeps a period from being approved, drafts too. */
  state: TimeEntryState | 'unapproved' | 'all'
  person: number | null
  organisation: number | null
  /** The number of a contract. */
  contract: string | null
  /** Local ISO dates of the work, both included. */
  from: string | null
  to: string | null
}

const COLUMNS = {
  date: 'time_entries.work_date',
  person: 'authors.display_name',
  client: 'clients.name',
  minutes: 'time_entries.raw_minutes',
} as const
const SEARCHED = [
  'worked.number',
  'worked.title',
  'authors.display_name',
  'time_entries.public_note',
]

/** Reads the address of the list leniently; without a word those that wait are shown. */
export function approvalFilter(query: Record<string, unknown>): ApprovalFilter {
  return {
    ...listQuery(query),
    state:
      filterOf(query.state, [...TIME_ENTRY_STATES, 'unapproved', 'all'] as const) ?? 'submitted',
    person: idOf(query.person),
    organisation: idOf(query.organisation),
    contract: textOf(query.contract),
    from: dayOf(query.from),
    to: dayOf(query.to),
  }
}

/** Entries the principal may approve, the oldest first, with what the filtered ones add up to. */
export async function timeToApprove(principal: Principal, filter: ApprovalFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'date')
  const rows = narrowed(principal, filter)
    .select('time_entries.*')
    .preload('ticket', (ticket) => void ticket.preload('organisation'))
    .preload('person')
    .preload('workType')
    .preload('contract')
    .preload('decider')
    .orderBy(column, direction)
    .orderBy('time_entries.id')
  const list = await listPage(rows, filter)
  const sums = await narrowed(principal, filter)
    .sum('time_entries.raw_minutes as minutes')
    .select(TimeEntry.query().client.raw(BILLABLE))
    .pojo<{ minutes: number | null; billable: number | null }>()
    .firstOrFail()
  return {
    ...{ list, sort },
    sums: { minutes: Number(sums.minutes ?? 0), billable: Number(sums.billable ?? 0) },
  }
}

const BILLABLE =
  'sum(case when time_entries.is_billable then time_entries.raw_minutes else 0 end) as billable'

function narrowed(principal: Principal, filter: ApprovalFilter) {
  const query = TimeEntry.approvableBy(principal)
    .join('people as authors', 'authors.id', 'time_entries.person_id')
    .join('organisations as clients', 'clients.id', 'time_entries.organisation_id')
    .join('tickets as worked', 'worked.id', 'time_entries.ticket_id')
  if (filter.state === 'unapproved') void query.whereNot('time_entries.state', 'approved')
  else if (filter.state !== 'all') void query.where('time_entries.state', filter.state)
  if (filter.contract) {
    const named = Contract.visibleTo(principal).where('contracts.number', filter.contract)
    void query.whereIn('time_entries.contract_id', named.select('contracts.id'))
  }
  if (filter.person) void query.where('time_entries.person_id', filter.person)
  if (filter.organisation) void query.where('time_entries.organisation_id', filter.organisation)
  if (filter.from) void query.where('time_entries.work_date', '>=', filter.from)
  if (filter.to) void query.where('time_entries.work_date', '<=', filter.to)
  return whereWords(query, filter.q, SEARCHED)
}

/** The names of what the filter names, as far as one may see them. */
export async function approvalFilterNames(principal: Principal, filter: ApprovalFilter) {
  const person = filter.person
    ? await Person.visibleTo(principal).where('people.id', filter.person).first()
    : null
  const organisation = filter.organisation
    ? await Organisation.visibleTo(principal).where('organisations.id', filter.organisation).first()
    : null
  return {
    person: person && { value: person.id, label: person.displayName },
    organisation: organisation && { value: organisation.id, label: organisation.name },
  }
}
