import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'

const LISTED = 5
const MOST_LINKS = 1_000

/** Open incidents about items of the graph, the most urgent first, by item. */
export async function incidentBadges(ciIds: readonly number[], principal: Principal) {
  const links = await linksTo(ciIds, principal)
  const tickets = await Ticket.visibleTo(principal)
    .where('tickets.kind', 'incident')
    .where('tickets.is_open', true)
    .whereIn('tickets.id', [...new Set(links.map(({ ticket_id: id }) => id))])
    .orderBy('tickets.priority')
    .orderBy('tickets.id', 'desc')
    .select('tickets.id', 'tickets.number', 'tickets.title', 'tickets.priority')
  const itemsOf = Map.groupBy(links, ({ ticket_id: id }) => id)
  const byItem = Map.groupBy(
    tickets.flatMap((ticket) =>
      itemsOf.get(ticket.id)!.map(({ ci_id: ciId }) => ({ ciId, ticket }))
    ),
    ({ ciId }) => ciId
  )
  return new Map(
    [...byItem].map(([ciId, found]) => [ciId, toBadge(found.map(({ ticket }) => ticket))])
  )
}

type Link = { ticket_id: number; ci_id: number }

async function linksTo(ciIds: readonly number[], principal: Principal): Promise<Link[]> {
  if (!principal.can('tickets.view')) return []
  return db
    .from('ticket_configuration_items')
    .join('tickets', 'tickets.id', 'ticket_configuration_items.ticket_id')
    .where('tickets.is_open', true)
    .whereIn('ticket_configuration_items.ci_id', [...ciIds])
    .select('ticket_configuration_items.ticket_id', 'ticket_configuration_items.ci_id')
    .limit(MOST_LINKS)
}

function toBadge(tickets: Ticket[]) {
  const [{ priority }] = tickets as [Ticket, ...Ticket[]]
  return {
    ...{ count: tickets.length, text: `P${priority}` },
    tone: priority === 1 ? ('error' as const) : ('warning' as const),
    rows: tickets.slice(0, LISTED).map(({ number, title }) => ({
      ...{ label: `${number} ${title}`, href: `/tickets/${number}`, at: null },
    })),
  }
}
