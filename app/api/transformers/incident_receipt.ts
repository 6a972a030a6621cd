import type Ticket from '#tickets/models/ticket'

/** What registering answers; it is kept as it is, so that a repeated request reads the very same. */
export function receiptOf({ number, title, state, priority, version, openedAt }: Ticket) {
  return { number, title, state, priority, version, openedAt: openedAt.toUTC().toISO() }
}
