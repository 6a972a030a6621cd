import type Ticket from '#tickets/models/ticket'

/** What registering answers; kept as it is, so that a repeated request reads the very same. */
export function receiptOf(ticket: Ticket): string {
  const { number, title, state, priority, version } = ticket
  const openedAt = ticket.openedAt.toUTC().toISO()
  return JSON.stringify({ data: { number, title, state, priority, version, openedAt } })
}
