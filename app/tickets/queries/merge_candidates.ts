import { matchingSubjects } from '#core/queries/search_documents'
import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'
import { toSqlUtc } from '#core/columns'

const MOST = 10
/** Someone who reports it twice does so within days. */
const NEAR_DAYS = 14
const NUMBER = /^[a-z]{2,4}-\d+$/i

export type MergeCandidate = {
  value: number
  /** The number, which names it in addresses. */
  code: string
  label: string
  description: string
}

/**
 * What a duplicate could go into: other incidents of its client that have not ended. Without words
 * the likeliest come first: the same item, requester or service within days.
 */
export async function mergeCandidates(
  principal: Principal,
  ticket: Ticket,
  text: string | null
): Promise<MergeCandidate[]> {
  const query = Ticket.visibleTo(principal)
    .where({ 'tickets.kind': 'incident', 'tickets.organisation_id': ticket.organisationId })
    .whereNot('tickets.id', ticket.id)
    .whereNotIn('tickets.state', ['closed', 'cancelled'])
  if (text === null) orderByLikeness(query, ticket)
  else narrow(query, principal, text)
  const rows = await query
    .join('people as requesters', 'requesters.id', 'tickets.requester_id')
    .orderBy('tickets.opened_at', 'desc')
    .orderBy('tickets.id', 'desc')
    .limit(MOST)
    .select('tickets.id', 'tickets.number', 'tickets.title')
    .select('requesters.display_name as requester')
    .pojo<{ id: number; number: string; title: string; requester: string }>()
  return rows.map(({ id, number, title, requester }) => ({
    ...{ value: Number(id), code: number, label: `${number} ${title}`, description: requester },
  }))
}

type TicketQuery = ReturnType<typeof Ticket.visibleTo>

function orderByLikeness(query: TicketQuery, ticket: Ticket) {
  const { primaryCiId, requesterId, serviceId, openedAt } = ticket
  void query.where('tickets.is_open', true).orderByRaw(
    `(case when tickets.primary_ci_id = ? then 4 else 0 end)
      + (case when tickets.requester_id = ? then 2 else 0 end)
      + (case when tickets.service_id = ? then 1 else 0 end)
      + (case when tickets.opened_at between ? and ? then 2 else 0 end) desc`,
    [
      ...[primaryCiId ?? 0, requesterId, serviceId ?? 0],
      toSqlUtc(openedAt.minus({ days: NEAR_DAYS })),
      toSqlUtc(openedAt.plus({ days: NEAR_DAYS })),
    ]
  )
}

function narrow(query: TicketQuery, principal: Principal, text: string) {
  if (NUMBER.test(text)) return void query.where('tickets.number', text.toUpperCase())
  const includeInternal = principal.can('tickets.view_notes')
  const matches = matchingSubjects({ text, subjectType: 'ticket', includeInternal })
  if (matches) void query.whereIn('tickets.id', matches)
  else void query.whereRaw('1 = 0')
}
