import { logTime } from '#billing/actions/log_time'
import TimeEntryPolicy from '#billing/policies/time_entry_policy'
import { timeEntryValidator, workOf } from '#billing/validators/time_entry_validator'
import { findTicket } from '#tickets/queries/find_ticket'
import type { HttpContext } from '@adonisjs/core/http'

export default class TimeEntriesController {
  async store({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const ticket = await findTicket(principal, params.number)
    await bouncer.with(TimeEntryPolicy).authorize('log', ticket)
    const input = await request.validateUsing(timeEntryValidator)
    await logTime.handle({
      ...workOf(input),
      ...{ actor, ticketId: ticket.id, personId: principal.personId },
    })
    return response.redirect().withQs().back()
  }
}
