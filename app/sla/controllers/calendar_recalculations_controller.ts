import { findCalendar } from '#calendars/queries/find_calendar'
import { requestCalendarRecalculation } from '#sla/actions/request_calendar_recalculation'
import AgreementPolicy from '#sla/policies/agreement_policy'
import { recalculationValidator } from '#sla/validators/agreement_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Open clocks of all agreements follow an edited calendar by this act alone (SLM-08). */
export default class CalendarRecalculationsController {
  async store({ params, principal, bouncer, request, response, actor }: HttpContext) {
    await bouncer.with(AgreementPolicy).authorize('rewrite')
    const { id: calendarId, code } = await findCalendar(principal, params.code)
    const { reason } = await request.validateUsing(recalculationValidator)
    await requestCalendarRecalculation.handle({ actor, calendarId, reason })
    return response.redirect(`/calendars/${encodeURIComponent(code)}`)
  }
}
