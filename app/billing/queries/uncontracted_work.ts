import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'

const SEARCHED = ['tickets.number', 'tickets.title', 'organisations.name']

/**
 * Tickets of the clients whose contracts the principal edits that fall under none, or with billable
 * time that does (§7.1), the oldest first; periods wait for them (§7.6).
 */
export async function uncontractedWork(principal: Principal, filter: ListQuery) {
  const found = scopedByOrganisation(
    whereWords(Ticket.query(), filter.q, SEARCHED),
    principal,
    'contracts.edit',
    { organisation: 'tickets.organisation_id' }
  )
  const query = whereUncontracted(found.where('tickets.kind', 'incident'))
    .join('organisations', 'organisations.id', 'tickets.organisation_id')
    .select('tickets.*')
    .select(openTime().sum('time_entries.raw_minutes').as('open_minutes'))
    .preload('organisation')
    .orderBy('tickets.opened_at')
    .orderBy('tickets.id')
  const list = await listPage(query, filter)
  const rows = list.rows.map((ticket) => ({
    ...{ id: ticket.id, number: ticket.number, title: ticket.title, version: ticket.version },
    openedAt: ticket.openedAt.toISO()!,
    organisation: ticket.organisation.name,
    minutes: Number(ticket.$extras.open_minutes ?? 0),
    hasContract: ticket.contractId !== null,
  }))
  return { ...list, rows }
}

/** Open tickets that fall under no contract, and tickets with billable time that does. */
export function whereUncontracted(query: ReturnType<typeof Ticket.visibleTo>) {
  return query.whereNot('tickets.state', 'cancelled').where((either) => {
    void either
      .where((none) => void none.whereNull('tickets.contract_id').where('tickets.is_open', true))
      .orWhereExists(openTime().select('time_entries.id'))
  })
}

function openTime() {
  return db
    .from('time_entries')
    .whereRaw('time_entries.ticket_id = tickets.id')
    .whereNull('time_entries.contract_id')
    .whereNull('time_entries.billing_period_id')
    .where('time_entries.is_billable', true)
}
