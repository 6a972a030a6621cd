import { fromSqlUtc, toSqlUtc } from '#core/columns'
import type TicketComment from '#tickets/models/ticket_comment'

/** What adding a comment answers: what the conversation shows of it, kept for repeated requests. */
export function commentReceiptOf(
  { id, createdAt, visibility, body }: TicketComment,
  author: string
) {
  return { id, at: fromSqlUtc(toSqlUtc(createdAt))!.toISO(), author, visibility, body }
}
