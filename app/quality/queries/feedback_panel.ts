import type { Principal } from '#directory/queries/principal'
import FeedbackRecord from '#quality/models/feedback_record'
import { isAnswerOverdue } from '#quality/queries/list_feedback'
import type Ticket from '#tickets/models/ticket'

const SHOWN = 20

/** What was said of a ticket, for the panel beside it; nothing for who may neither hear nor register. */
export async function feedbackPanel(ticket: Ticket, principal: Principal) {
  const canRegister = principal.canOn('feedback.register', ticket.owned)
  if (!canRegister && !principal.can('feedback.view')) return undefined
  const records = await FeedbackRecord.visibleTo(principal)
    .where('feedback_records.ticket_id', ticket.id)
    .orderBy('id', 'desc')
    .limit(SHOWN)
  return {
    canRegister,
    entries: records.map((record) => ({
      ...{ number: record.number, kind: record.kind, state: record.state, text: record.text },
      ...{ receivedOn: record.receivedOn, dueOn: record.dueOn },
      isOverdue: isAnswerOverdue(record, principal.timeZone),
    })),
  }
}
