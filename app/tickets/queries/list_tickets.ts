import { listOrder } from '#core/queries/list_order'
import { listPageOf } from '#core/queries/list_page'
import { matchingSubjects } from '#core/queries/search_documents'
import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'
import { readListedTickets } from '#tickets/queries/listed_ticket'
import type { TICKET_VIEWS } from '#tickets/validators/ticket_list_validator'
import type { TicketKind, TicketState } from '#tickets/workflow/kinds'
import db from '@adonisjs/lucid/services/db'

export type TicketFilters = {
  view?: (typeof TICKET_VIEWS)[number]
  kind?: TicketKind
  q?: string
  state?: TicketState
  priority?: number
  organisation?: string
  team?: string
  sort?: string
  page?: number
  perPage?: number
}

type TicketQuery = ReturnType<typeof Ticket.visibleTo>

const NUMBER = /^[a-z]{2,4}-\d+$/i

const TICKET_ORDER = {
  number: 'tickets.id',
  priority: 'tickets.priority',
  opened: 'tickets.opened_at',
  due: 'tickets.resolution_due_at',
  updated: 'tickets.updated_at',
} as const

/** A page of the queue: scoped, filtered, sorted and counted by the database. */
export async function listTickets(principal: Principal, filters: TicketFilters) {
  const query = Ticket.visibleTo(principal)
  if (filters.kind) void query.where('tickets.kind', filters.kind)
  applyView(query, principal, filters.view ?? 'open')
  if (filters.state) void query.where('tickets.state', filters.state)
  if (filters.priority) void query.where('tickets.priority', filters.priority)
  await applyNamed(query, 'tickets.organisation_id', 'organisations', filters.organisation)
  await applyNamed(query, 'tickets.team_id', 'teams', filters.team)
  if (filters.q) applySearch(query, principal, filters.q)

  const order = listOrder(filters.sort, TICKET_ORDER, '-opened')
  // Without a deadline there is nothing to hurry for: such rows come last either way.
  if (order.column === TICKET_ORDER.due) void query.orderByRaw('tickets.resolution_due_at is null')
  void query.orderBy(order.column, order.direction).orderBy('tickets.id', 'desc')
  const page = await listPageOf(
    query,
    { page: filters.page ?? 1, perPage: filters.perPage },
    readListedTickets
  )
  return { ...page, sort: order.sort }
}

function applyView(
  query: TicketQuery,
  principal: Principal,
  view: NonNullable<TicketFilters['view']>
) {
  if (view === 'all') return
  void query.where('tickets.is_open', true)
  switch (view) {
    case 'open':
      return
    case 'mine':
      return void query.where('tickets.assignee_id', principal.personId)
    case 'team':
      return void query.whereIn(
        'tickets.team_id',
        db.from('team_members').where('person_id', principal.personId).select('team_id')
      )
    case 'unassigned':
      return void query.whereNull('tickets.assignee_id')
    case 'breached':
      return void query.where('tickets.sla_state', 'breached')
    default:
      return view satisfies never
  }
}

/** The id is looked up first: with a value instead of a subquery an index gives the order as well. */
async function applyNamed(
  query: TicketQuery,
  column: string,
  table: string,
  code: string | undefined
) {
  if (!code) return
  const named = await db.from(table).where('code', code).select('id').first()
  void query.where(column, named?.id ?? 0)
}

/** A whole number opens the one ticket; anything else is looked up in the search index. */
function applySearch(query: TicketQuery, principal: Principal, text: string) {
  if (NUMBER.test(text.trim())) return void query.where('tickets.number', text.trim().toUpperCase())
  const includeInternal = principal.can('tickets.view_notes')
  const matches = matchingSubjects({ text, subjectType: 'ticket', includeInternal })
  if (matches) void query.whereIn('tickets.id', matches)
  else void query.whereRaw('1 = 0')
}
