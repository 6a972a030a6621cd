import { hashOf } from '#database/demo/random'
import db from '@adonisjs/lucid/services/db'

export type DemoSummary = {
  clients: number
  people: number
  items: number
  relations: number
  contracts: number
  incidents: number
  openIncidents: number
  breachedIncidents: number
  comments: number
  timeEntries: number
  /** Changes when any incident's number, title, state or opening time does. */
  fingerprint: string
}

export async function summarise(): Promise<DemoSummary> {
  const tickets = await db
    .from('tickets')
    .orderBy('id')
    .select('number', 'title', 'state', 'opened_at')
  return {
    clients: await count('organisations', { kind: 'client' }),
    people: await count('people'),
    items: await count('configuration_items'),
    relations: await count('ci_relations'),
    contracts: await count('contracts'),
    incidents: tickets.length,
    openIncidents: await count('tickets', { is_open: true }),
    breachedIncidents: await count('tickets', { sla_state: 'breached' }),
    comments: await count('ticket_comments'),
    timeEntries: await count('time_entries'),
    fingerprint: hashOf(
      tickets.map((ticket) => Object.values(ticket).join('|')).join('\n')
    ).toString(16),
  }
}

async function count(table: string, where: Record<string, string | boolean> = {}): Promise<number> {
  const row = await db.from(table).where(where).count('* as total').first()
  return Number(row.total)
}
