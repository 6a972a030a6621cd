import { indexRecord } from '#core/actions/index_record'
import type Ticket from '#tickets/models/ticket'
import TicketComment from '#tickets/models/ticket_comment'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Writes what a ticket is found by anew, with its conversation. */
export async function reindexTicket(trx: TransactionClientContract, ticket: Ticket) {
  const comments = await TicketComment.query({ client: trx }).where('ticketId', ticket.id)
  const textOf = (visibility: string) =>
    comments
      .filter((comment) => comment.visibility === visibility)
      .map((comment) => comment.body)
      .join(' ')
  await indexRecord(trx, {
    subjectType: 'ticket',
    subjectId: ticket.id,
    organisationId: ticket.organisationId,
    number: ticket.number,
    title: ticket.title,
    text: `${ticket.description} ${textOf('public')}`,
    internalText: textOf('internal'),
  })
}
