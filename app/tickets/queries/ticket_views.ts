import { fromSqlUtc } from '#core/columns'
import TicketOrigin from '#tickets/models/ticket_origin'
import db from '@adonisjs/lucid/services/db'

export type TicketView = {
  id: number
  viewer: { personId: number; name: string }
  at: string
  lastAt: string
  ip: string | null
  userAgent: string | null
  /** Fetched ahead by the browser; nobody may have looked at it. */
  isPrefetch: boolean
}

const SHOWN_VIEWS = 100

/** Who viewed a ticket, the latest first (DSK-04, DSK-05). */
export async function ticketViews(ticketId: number): Promise<TicketView[]> {
  const rows = await db
    .from('record_views as views')
    .join('users', 'users.id', 'views.viewer_user_id')
    .join('people', 'people.id', 'users.person_id')
    .where({ 'views.subject_type': 'ticket', 'views.subject_id': ticketId })
    .orderBy('views.last_at', 'desc')
    .orderBy('views.id', 'desc')
    .limit(SHOWN_VIEWS)
    .select('views.id', 'views.at', 'views.last_at', 'views.is_prefetch')
    .select('views.ip', 'views.user_agent')
    .select('people.id as person_id', 'people.display_name as name')
  return rows.map((row) => ({
    id: row.id,
    viewer: { personId: row.person_id, name: row.name },
    at: iso(row.at),
    lastAt: iso(row.last_at),
    ip: row.ip,
    userAgent: row.user_agent,
    isPrefetch: Boolean(row.is_prefetch),
  }))
}

function iso(value: unknown): string {
  return fromSqlUtc(value)!.toISO()!
}

/** What is known of who submitted a ticket (DSK-05); null when it was not submitted on a page here. */
export async function ticketOrigin(ticketId: number) {
  const origin = await TicketOrigin.find(ticketId)
  if (!origin) return null
  const { ip, userAgent, sourcePage, isSignedIn } = origin
  return { ip, userAgent, sourcePage, isSignedIn }
}
