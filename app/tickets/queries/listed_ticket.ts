import type Ticket from '#tickets/models/ticket'
import type { TicketKind, TicketState } from '#tickets/workflow/kinds'

/** A ticket as a list shows it, with the names of what it refers to; moments as the database has them. */
export type ListedTicket = {
  id: number
  kind: TicketKind
  number: string
  title: string
  state: TicketState
  priority: number
  is_open: number | boolean
  sla_state: string
  opened_at: string
  updated_at: string
  resolved_at: string | null
  response_due_at: string | null
  resolution_due_at: string | null
  organisation_code: string
  organisation_name: string
  requester_name: string
  requester_is_vip: number | boolean
  team_name: string | null
  assignee_name: string | null
  service_ru: string | null
  service_en: string | null
}

const OWN = [
  ...['id', 'kind', 'number', 'title', 'state', 'priority', 'is_open', 'sla_state', 'opened_at'],
  ...['updated_at', 'resolved_at', 'response_due_at', 'resolution_due_at'],
].map((column) => `tickets.${column}`)

/**
 * Reads a narrowed and sorted query as rows of a list. One statement, and no models: they would take
 * most of the time of a long list. Left joins, so that no planner begins anywhere but at the tickets.
 */
export function readListedTickets(
  query: ReturnType<typeof Ticket.visibleTo>
): Promise<ListedTicket[]> {
  return query
    .leftJoin('organisations', 'organisations.id', 'tickets.organisation_id')
    .leftJoin('people as requesters', 'requesters.id', 'tickets.requester_id')
    .leftJoin('people as assignees', 'assignees.id', 'tickets.assignee_id')
    .leftJoin('teams', 'teams.id', 'tickets.team_id')
    .leftJoin('services', 'services.id', 'tickets.service_id')
    .select(OWN)
    .select('organisations.code as organisation_code', 'organisations.name as organisation_name')
    .select('requesters.display_name as requester_name', 'requesters.is_vip as requester_is_vip')
    .select('assignees.display_name as assignee_name', 'teams.name as team_name')
    .select('services.name_ru as service_ru', 'services.name_en as service_en')
    .pojo<ListedTicket>()
    .exec() as Promise<ListedTicket[]>
}
