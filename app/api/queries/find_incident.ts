import type { Principal } from '#directory/queries/principal'
import { findTicketPage, type TicketPage } from '#tickets/queries/find_ticket_page'
import { ticketTimeline, type TimelineItem } from '#tickets/queries/ticket_timeline'
import { errors } from '@adonisjs/lucid'

export type IncidentComment = Extract<TimelineItem, { kind: 'comment' }>
export type IncidentAnswer = TicketPage & { comments: IncidentComment[] }

/** An incident the person may see with its conversation; notes for those who may read them (G-11, T2). */
export async function findIncident(principal: Principal, number: string): Promise<IncidentAnswer> {
  const page = await findTicketPage(principal, number)
  if (page.ticket.kind !== 'incident') throw new errors.E_ROW_NOT_FOUND()
  const withNotes = principal.canOn('tickets.view_notes', page.ticket.owned)
  const timeline = await ticketTimeline(page.ticket, { withNotes })
  return { ...page, comments: timeline.filter((item) => item.kind === 'comment') }
}
