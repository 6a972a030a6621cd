import type { DataSubject, Obstacle, PersonalDataSource } from '#directory/queries/personal_data'
import { byPerson, personalRows } from '#directory/queries/personal_rows'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const TICKET = [
  ...['id', 'number', 'kind', 'state', 'title', 'description', 'channel', 'opened_at'],
  ...['resolved_at', 'closed_at'],
]

/** What the desk keeps about a person: what they asked for, what they wrote, where it came from. */
export const TICKET_PERSONAL_DATA: PersonalDataSource[] = [
  {
    key: 'tickets',
    columns: ['tickets.requester_id'],
    read: personalRows({ table: 'tickets', columns: TICKET, of: byPerson('requester_id') }),
    obstacles: openTickets,
  },
  {
    key: 'comments',
    columns: ['ticket_comments.author_id'],
    read: personalRows({
      table: 'ticket_comments',
      columns: ['id', 'ticket_id', 'visibility', 'channel', 'body', 'created_at'],
      of: byPerson('author_id'),
    }),
  },
  {
    key: 'ticket_origins',
    columns: [],
    read: async ({ personId }) =>
      db
        .from('ticket_origins')
        .join('tickets', 'tickets.id', 'ticket_origins.ticket_id')
        .where('tickets.registered_by_id', personId)
        .orderBy('tickets.id')
        .select('tickets.number', 'ip', 'user_agent', 'source_page', 'is_signed_in')
        .select('ticket_origins.created_at'),
    erase: eraseOrigins,
  },
]

/** Somebody still waits for the person, or they for the desk. */
async function openTickets({ personId }: DataSubject): Promise<Obstacle[]> {
  const count = async (column: string) => {
    const [row] = await db
      .from('tickets')
      .where({ [column]: personId, is_open: true })
      .count('* as total')
    return Number(row.total)
  }
  return [
    { code: 'open_tickets', count: await count('requester_id') },
    { code: 'assigned_tickets', count: await count('assignee_id') },
  ]
}

async function eraseOrigins(trx: TransactionClientContract, { personId }: DataSubject) {
  const own = trx.from('tickets').where('registered_by_id', personId).select('id')
  await trx.from('ticket_origins').whereIn('ticket_id', own).delete()
}
