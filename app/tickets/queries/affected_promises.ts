import type { Affected, Consequence } from '#cmdb/queries/impact_consequences'
import type { Principal } from '#directory/queries/principal'
import { readClocks } from '#sla/queries/read_clocks'
import Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'

const LISTED = 5
const CHUNK = 500

/**
 * Open tickets about what is down or degraded, those due first, and how many working minutes the first
 * of them has left (domain 4.4, SLA risk).
 */
export async function affectedPromises(
  affected: Affected,
  principal: Principal
): Promise<Omit<Consequence, 'key'> | null> {
  const ids = await openTicketIds(affected)
  if (ids.size === 0) return null
  const seen = await Ticket.visibleTo(principal)
    .whereIn('tickets.id', [...ids].slice(0, CHUNK))
    .leftJoin('clocks', (join) => {
      void join.on('clocks.ticket_id', 'tickets.id').andOnVal('clocks.metric', 'resolution')
      void join.andOnVal('clocks.kind', 'sla').andOnNull('clocks.stopped_at')
    })
    .orderByRaw('clocks.due_at is null, clocks.due_at')
    .orderBy('tickets.id')
    .select('tickets.*', 'clocks.due_at as clock_due_at')
  const tickets = [...new Map(seen.map((ticket) => [ticket.id, ticket])).values()]
  const left = tickets[0]?.$extras.clock_due_at ? await minutesLeft(tickets[0].id) : null
  return {
    titleKey: 'tickets.consequence',
    ...{ total: ids.size, hidden: ids.size > CHUNK ? 0 : ids.size - tickets.length },
    rows: tickets.slice(0, LISTED).map(({ number, title, priority }) => ({
      ...{ label: `${number} ${title}`, href: `/tickets/${number}`, at: null },
      ...{ meta: `P${priority}`, tone: priority <= 2 ? ('warning' as const) : 'neutral' },
    })),
    minutes: left === null ? null : { titleKey: 'tickets.minutes_left', value: left },
  }
}

async function openTicketIds(affected: Affected): Promise<Set<number>> {
  const services = [...affected.lostServiceIds, ...affected.degradedServiceIds]
  const found = new Set<number>()
  const add = (rows: { id: number }[]) => rows.forEach(({ id }) => found.add(id))
  if (services.length > 0) {
    add(
      await db.from('tickets').where('is_open', true).whereIn('service_id', services).select('id')
    )
  }
  for (let at = 0; at < affected.itemIds.length; at += CHUNK) {
    const links = db
      .from('ticket_configuration_items')
      .join('tickets', 'tickets.id', 'ticket_configuration_items.ticket_id')
      .where('tickets.is_open', true)
      .whereIn('ticket_configuration_items.ci_id', affected.itemIds.slice(at, at + CHUNK))
    add(await links.select('tickets.id'))
  }
  return found
}

/** Of the clock that is due first; below 0 it is late. */
async function minutesLeft(ticketId: number): Promise<number | null> {
  const clocks = await readClocks(ticketId, ['sla'])
  const left = clocks
    .filter(({ metric, stoppedAt }) => metric === 'resolution' && stoppedAt === null)
    .map(({ remainingMinutes }) => remainingMinutes)
  return left.length === 0 ? null : Math.min(...left)
}
