import type { Affected, Consequence } from '#cmdb/queries/impact_consequences'
import { portions } from '#core/portions'
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
  if (ids.length === 0) return null
  const tickets = await dueFirst(ids, principal)
  const left = tickets[0]?.$extras.clock_due_at ? await minutesLeft(tickets[0].id) : null
  return {
    titleKey: 'tickets.consequence',
    ...{ total: ids.length, hidden: ids.length - (await countVisible(ids, principal)) },
    rows: tickets.map(({ number, title, priority }) => ({
      ...{ label: `${number} ${title}`, href: `/tickets/${number}`, at: null },
      ...{ meta: `P${priority}`, tone: priority <= 2 ? ('warning' as const) : 'neutral' },
    })),
    minutes: left === null ? null : { titleKey: 'tickets.minutes_left', value: left },
  }
}

async function openTicketIds(affected: Affected): Promise<number[]> {
  const found = new Set<number>()
  const add = (rows: { id: number }[]) => rows.forEach(({ id }) => found.add(id))
  const services = [...affected.lostServiceIds, ...affected.degradedServiceIds]
  for (const some of portions(services, CHUNK)) {
    add(await db.from('tickets').where('is_open', true).whereIn('service_id', some).select('id'))
  }
  for (const some of portions(affected.itemIds, CHUNK)) {
    const links = db
      .from('ticket_configuration_items')
      .join('tickets', 'tickets.id', 'ticket_configuration_items.ticket_id')
      .where('tickets.is_open', true)
      .whereIn('ticket_configuration_items.ci_id', some)
    add(await links.select('tickets.id'))
  }
  return [...found]
}

/** The first of all are among the first of each part. */
async function dueFirst(ids: readonly number[], principal: Principal): Promise<Ticket[]> {
  if (ids.length > CHUNK) {
    const first: number[] = []
    for (const some of portions(ids, CHUNK)) {
      first.push(...(await dueFirst(some, principal)).map(({ id }) => id))
    }
    return dueFirst(first, principal)
  }
  const due = db
    .from('clocks')
    .whereColumn('clocks.ticket_id', 'tickets.id')
    .where({ metric: 'resolution', kind: 'sla' })
    .whereNull('stopped_at')
    .min('due_at')
  return Ticket.visibleTo(principal)
    .whereIn('tickets.id', [...ids])
    .select('tickets.id', 'tickets.number', 'tickets.title', 'tickets.priority')
    .select(due.as('clock_due_at'))
    .orderByRaw('clock_due_at is null, clock_due_at')
    .orderBy('tickets.id')
    .limit(LISTED)
}

async function countVisible(ids: readonly number[], principal: Principal): Promise<number> {
  let count = 0
  for (const some of portions(ids, CHUNK)) {
    const [row] = await Ticket.visibleTo(principal).whereIn('tickets.id', some).count('* as total')
    count += Number(row!.$extras.total)
  }
  return count
}

/** Of the clock that is due first; below 0 it is late. */
async function minutesLeft(ticketId: number): Promise<number | null> {
  const clocks = await readClocks(ticketId, ['sla'])
  const left = clocks
    .filter(({ metric, stoppedAt }) => metric === 'resolution' && stoppedAt === null)
    .map(({ remainingMinutes }) => remainingMinutes)
  return left.length === 0 ? null : Math.min(...left)
}
